using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>The properties of one operator's object. Their counterpart is <see cref="JsonAttributeWriter"/>.</summary>
internal sealed class JsonAttributes(ImmutableArray<Shape> inputs, ObjectReader reader) : IAttributeReader
{
    private static readonly ImmutableArray<string> PaddingProperties = ["top", "bottom", "left", "right"];

    /// <summary>A size may be asked for again, for the padding, but is wrong only once.</summary>
    private readonly Dictionary<string, Size2D> _sizes = new(StringComparer.Ordinal);

    public int Integer(string name, int? fallback, int min, int max) =>
        fallback is { } absent ? reader.FindInt32(name, absent, min, max) : reader.RequireInt32(name, min, max);

    public ImmutableArray<int> Integers(string name, int min, int max) => reader.RequireInt32Array(name, min, max);

    public float Real(string name, float fallback) => reader.FindSingle(name, fallback);

    public bool Flag(string name) => reader.FindBoolean(name);

    public Size2D Size(string name)
    {
        if (!_sizes.TryGetValue(name, out var size))
            _sizes.Add(name, size = reader.FindSize(name));
        return size;
    }

    public Padding2D Padding(string name, string? window, Size2D stride, Size2D dilation)
    {
        if (WindowOf(window) is not { } size || reader.Require(name) is not { } value)
            return default;
        if (value.Kind == JsonKind.Object)
            return ExplicitPadding(name, value);
        switch (value.Kind == JsonKind.String ? value.GetString() : null)
        {
            case "valid":
                return default;
            case "same":
                return SamePadding(value, size, stride, dilation);
            default:
                reader.Errors.Add(value, at => ImportDiagnostics.UnknownWord(
                    at, $"'{name}' of {reader.What}", value.Describe(), ["same", "valid", "{ top, bottom, left, right }"]));
                return default;
        }
    }

    public Activation Activation(string name) => reader.FindWord(name, Words.Activations, Graphs.Activation.None);

    public ScaleProduct ScaleProduct(string name) => reader.FindWord(name, Words.ScaleProducts, Graphs.ScaleProduct.Float64);

    public CameraFormat CameraFormat(string name) => reader.RequireWord(name, Words.CameraFormats) ?? default;

    /// <summary>Null after reporting: a pooling window has no default, a filter can have too many sides or too large ones.</summary>
    private Size2D? WindowOf(string? attribute)
    {
        if (attribute is not null)
            return reader.Require(attribute) is null ? null : Size(attribute);
        var filter = inputs[1];
        if (filter.Rank == 4 && filter.Height <= ObjectReader.LargestStep && filter.Width <= ObjectReader.LargestStep)
            return filter.Extent;
        reader.Report(
            reader.Value, $"the filter of {reader.What} has the shape {filter}, expected are 4 dimensions with small sides");
        return null;
    }

    private Padding2D SamePadding(JsonValue value, Size2D window, Size2D stride, Size2D dilation)
    {
        var image = inputs[0];
        if (Padding2D.Same(image.Height, image.Width, window, stride, dilation) is { } padding)
            return padding;
        reader.Report(value, $"the dilated window of {reader.What} has more than {WindowAxis.LargestExtent} pixels");
        return default;
    }

    private Padding2D ExplicitPadding(string name, JsonValue value)
    {
        var sides = new ObjectReader(value, $"'{name}' of {reader.What}", PaddingProperties, reader.Errors);
        return new Padding2D(
            sides.RequireInt32("top", 0, ObjectReader.LargestStep),
            sides.RequireInt32("bottom", 0, ObjectReader.LargestStep),
            sides.RequireInt32("left", 0, ObjectReader.LargestStep),
            sides.RequireInt32("right", 0, ObjectReader.LargestStep));
    }
}
