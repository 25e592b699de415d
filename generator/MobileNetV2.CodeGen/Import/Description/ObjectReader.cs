using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Reads the properties of one JSON object with their expected types. A mistake is reported and gives null or a harmless value;
/// whoever assembles the graph looks at <see cref="DescriptionErrors.Any"/> before using it.</summary>
internal sealed class ObjectReader
{
    /// <summary>Largest stride, dilation, window side or padding, in pixels.</summary>
    public const int LargestStep = 65535;

    private readonly Dictionary<string, JsonValue> _values;

    /// <param name="what">For messages: <c>tensor</c>, <c>CONV_2D</c>.</param>
    public ObjectReader(JsonValue value, string what, IEnumerable<string> known, DescriptionErrors errors)
    {
        _values = new(StringComparer.Ordinal);
        Value = value;
        What = what;
        Errors = errors;
        if (value.Kind != JsonKind.Object)
        {
            Report(value, $"{what} must be an object");
            return;
        }

        foreach (var (name, property) in value.Properties())
        {
            var text = name.GetString();
            if (!known.Contains(text, StringComparer.Ordinal))
                errors.Add(name, at => ImportDiagnostics.UnknownProperty(at, what, text, known));
            else if (!_values.TryAdd(text, property))
                errors.Add(name, at => ImportDiagnostics.DuplicateName(at, $"property '{text}' of {what}"));
        }
    }

    public JsonValue Value { get; }

    public string What { get; }

    public DescriptionErrors Errors { get; }

    private ObjectReader(ObjectReader unnamed, string what) =>
        (Value, What, Errors, _values) = (unnamed.Value, what, unnamed.Errors, unnamed._values);

    /// <summary>The same object under a better name for messages.</summary>
    public ObjectReader Named(string what) => new(this, what);

    public JsonValue? Find(string name) => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>The property, reported when absent.</summary>
    public JsonValue? Require(string name)
    {
        if (Find(name) is { } value)
            return value;
        if (Value.Kind == JsonKind.Object)
            Errors.Add(Value, at => ImportDiagnostics.MissingProperty(at, What, name));
        return null;
    }

    public string? RequireString(string name) => Require(name) is { } value ? AsString(value, name) : null;

    public string? FindString(string name) => Find(name) is { } value ? AsString(value, name) : null;

    public ImmutableArray<JsonValue> RequireArray(string name) => Require(name) is { } value ? AsArray(value, name) : [];

    /// <summary>Items of an array that was already required.</summary>
    public IEnumerable<JsonValue> Items(string name) => Find(name) is { Kind: JsonKind.Array } value ? value.Items() : [];

    public int FindInt32(string name, int fallback, int min, int max) =>
        Find(name) is { } value ? AsInt32(value, name, min, max) : fallback;

    public int RequireInt32(string name, int min, int max) => Require(name) is { } value ? AsInt32(value, name, min, max) : min;

    public ImmutableArray<int> RequireInt32Array(string name, int min, int max) =>
        [.. RequireArray(name).Select(item => AsInt32(item, name, min, max))];

    public float FindSingle(string name, float fallback)
    {
        if (Find(name) is not { } value)
            return fallback;
        if (!value.TryGetSingle(out var number))
            ReportKind(value, name, "a finite number");
        return number;
    }

    public bool FindBoolean(string name)
    {
        if (Find(name) is not { } value)
            return false;
        if (value.Kind is not (JsonKind.True or JsonKind.False))
            ReportKind(value, name, "true or false");
        return value.Kind == JsonKind.True;
    }

    /// <summary>One number for both sides, or <c>[height, width]</c>.</summary>
    public Size2D FindSize(string name) => Find(name) is { } value ? AsSize(value, name) : Size2D.One;

    /// <summary>One of a few words.</summary>
    public T FindWord<T>(string name, IReadOnlyDictionary<string, T> words, T fallback)
        where T : struct =>
        Find(name) is { } value ? AsWord(value, name, words) ?? fallback : fallback;

    /// <summary>One of a few words; null after reporting.</summary>
    public T? RequireWord<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Require(name) is { } value ? AsWord(value, name, words) : null;

    public int AsInt32(JsonValue value, string name, int min, int max)
    {
        if (value.TryGetInt64(out var number) && number >= min && number <= max)
            return (int)number;
        ReportKind(value, name, $"an integer from {min} to {max}");
        return min;
    }

    public string? AsString(JsonValue value, string name)
    {
        if (value.Kind == JsonKind.String)
            return value.GetString();
        ReportKind(value, name, "a string");
        return null;
    }

    public void ReportKind(JsonValue value, string name, string expected) =>
        Report(value, $"'{name}' of {What} is {value.Describe()}, expected is {expected}");

    public void Report(JsonValue value, string message) => Errors.Add(value, at => ImportDiagnostics.WrongValue(at, message));

    private ImmutableArray<JsonValue> AsArray(JsonValue value, string name)
    {
        if (value.Kind == JsonKind.Array)
            return [.. value.Items()];
        ReportKind(value, name, "an array");
        return [];
    }

    private Size2D AsSize(JsonValue value, string name)
    {
        if (value.Kind != JsonKind.Array)
        {
            var side = AsInt32(value, name, 1, LargestStep);
            return new Size2D(side, side);
        }

        ImmutableArray<JsonValue> items = [.. value.Items()];
        if (items.Length == 2)
            return new Size2D(AsInt32(items[0], name, 1, LargestStep), AsInt32(items[1], name, 1, LargestStep));
        ReportKind(value, name, $"one number or [height, width]");
        return Size2D.One;
    }

    private T? AsWord<T>(JsonValue value, string name, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (value.Kind == JsonKind.String && words.TryGetValue(value.GetString(), out var word))
            return word;
        Errors.Add(value, at => ImportDiagnostics.UnknownWord(at, $"'{name}' of {What}", value.Describe(), words.Keys));
        return null;
    }
}
