using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>What a property may be.</summary>
/// <param name="Schema">Its type, as members of a schema.</param>
/// <param name="Meaning">What the kind of property says of itself; empty when only the operator knows.</param>
/// <param name="Default">When it is absent; null when it must be there, empty when the page says it for all operators at once.</param>
internal sealed record RecordedProperty(string Schema, string Meaning, string? Default);

/// <summary>Stands in for a description and notes what an operator asks of it.</summary>
internal sealed class PropertyRecorder : IAttributeReader
{
    private const string Sides = "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 65535";
    private const string Steps = "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535";

    private readonly Dictionary<string, RecordedProperty> _properties = new(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, RecordedProperty> Of(OperatorDefinition definition)
    {
        var recorder = new PropertyRecorder();
        ImmutableArray<TensorId> tensors = [.. Enumerable.Range(0, 32).Select(i => new TensorId(i))];
        definition.Create(new OperatorOrigin(definition.Kinds[0], new OperatorId(0), tensors, tensors), recorder);
        return recorder._properties;
    }

    public int Integer(string name, int? fallback, int min, int max)
    {
        _properties[name] = new(Bounded(min, max), "", fallback?.ToString(CultureInfo.InvariantCulture));
        return Math.Max(min, 0);
    }

    public ImmutableArray<int> Integers(string name, int min, int max)
    {
        _properties[name] = new($"\"type\": \"array\", \"items\": {{ {Bounded(min, max)} }}", "", null);
        return [];
    }

    public float Real(string name, float fallback)
    {
        _properties[name] = new("\"type\": \"number\"", "", fallback.ToString(CultureInfo.InvariantCulture));
        return fallback;
    }

    public bool Flag(string name)
    {
        _properties[name] = name == "uint8Rounding"
            ? new("\"type\": \"boolean\"", "round as the uint8 kernels of TensorFlow 1.x; false when absent", "")
            : new("\"type\": \"boolean\"", "", "false");
        return false;
    }

    public Size2D Size(string name)
    {
        _properties.TryAdd(name, new(
            $"\"anyOf\": [{{ {Steps} }}, {{ \"type\": \"array\", \"items\": {{ {Steps} }}, \"minItems\": 2 }}]",
            "in pixels: one number, or [height, width]; 1 when absent",
            ""));
        return Size2D.One;
    }

    public Padding2D Padding(string name, string? window, Size2D stride, Size2D dilation)
    {
        if (window is not null)
        {
            Size(window);
            _properties[window] = _properties[window] with { Default = null, Meaning = "in pixels: one number, or [height, width]" };
        }

        string[] sides = ["top", "bottom", "left", "right"];
        var all = string.Join(", ", sides.Select(s => $"\"{s}\": {{ {Sides} }}"));
        var explicitly = $"{{ \"type\": \"object\", \"required\": [{Quoted(sides)}], "
            + $"\"additionalProperties\": false, \"properties\": {{ {all} }} }}";
        _properties[name] = new(
            $"\"anyOf\": [{{ \"enum\": [{Quoted(["same", "valid"])}] }}, {explicitly}]",
            "in pixels, or as a rule",
            null);
        return default;
    }

    public Activation Activation(string name) => Word(name, Words.Activations, "fused into the operator; none when absent", "");

    public ScaleProduct ScaleProduct(string name) => Word(
        name, Words.ScaleProducts,
        "how the product of the two scales is rounded: float32 is the rule of uint8 kernels; float64 when absent", "");

    public CameraFormat CameraFormat(string name) => Word(name, Words.CameraFormats, "", null);

    private TValue Word<TValue>(string name, IReadOnlyDictionary<string, TValue> words, string meaning, string? fallback)
        where TValue : struct, Enum
    {
        _properties[name] = new(
            $"\"enum\": [{Quoted(words.OrderBy(w => w.Value).Select(w => w.Key))}]", meaning, fallback);
        return default;
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(w => $"\"{w}\""));

    private static string Bounded(int min, int max) =>
        "\"type\": \"integer\""
        + (min > -int.MaxValue ? $", \"minimum\": {min}" : "")
        + (max < int.MaxValue ? $", \"maximum\": {max}" : "");
}
