using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Import.Description.Weights;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Reads one entry of <c>tensors</c>.</summary>
internal sealed class TensorReader(DescriptionErrors errors, IReadOnlyDictionary<string, SafetensorsEntry>? weights)
{
    public static ImmutableArray<string> Properties { get; } =
        ["name", "id", "sourceName", "type", "shape", "scale", "zeroPoint", "axis", "data"];

    /// <summary>The tensor; null after reporting what is wrong with it.</summary>
    public Tensor? Read(ObjectReader entry, TensorId id, string name)
    {
        var type = entry.RequireWord("type", Words.ElementTypes);
        if (entry.Require("shape") is null || type is not { } elementType || ReadShape(entry, elementType) is not { } shape)
            return null;
        var quantization = ReadQuantization(entry);
        var data = ReadData(entry, elementType, shape);
        return new Tensor(id, entry.FindString("sourceName") ?? name, shape, elementType, quantization, data);
    }

    private static Shape? ReadShape(ObjectReader entry, ElementType type)
    {
        var value = entry.Find("shape")!.Value;
        var dimensions = entry.RequireInt32Array("shape", 1, int.MaxValue);
        if (dimensions.Length > Shape.HighestRank)
        {
            entry.Report(value, $"'shape' of {entry.What} has {dimensions.Length} dimensions, at most {Shape.HighestRank} are supported");
            return null;
        }

        var bytes = (Int128)type.SizeBytes();
        foreach (var dimension in dimensions)
        {
            bytes *= dimension;
            if (bytes <= int.MaxValue)
                continue;
            entry.Report(value, $"'shape' of {entry.What} needs more than the {int.MaxValue} bytes that a tensor can have");
            return null;
        }

        return new Shape(dimensions);
    }

    /// <remarks>Whether scales fit the shape is checked by the graph's validator, for the types where they mean something.</remarks>
    private QuantizationParameters? ReadQuantization(ObjectReader entry)
    {
        if (entry.Find("scale") is not { } scale)
        {
            if ((entry.Find("zeroPoint") ?? entry.Find("axis")) is { } stray)
                entry.Report(stray, $"{entry.What} has 'zeroPoint' or 'axis' but no 'scale'");
            return null;
        }

        ImmutableArray<float> scales = [.. OneOrMore(scale).Select(item => ReadScale(entry, item))];
        ImmutableArray<int> zeroPoints = entry.Find("zeroPoint") is { } zeroPoint
            ? [.. OneOrMore(zeroPoint).Select(item => entry.AsInt32(item, "zeroPoint", int.MinValue, int.MaxValue))]
            : [0];
        if (zeroPoints.Length == 1)
            zeroPoints = [.. Enumerable.Repeat(zeroPoints[0], scales.Length)];
        var axis = entry.FindInt32("axis", 0, 0, Shape.HighestRank - 1);
        if (scales.IsEmpty)
            entry.ReportKind(scale, "scale", "one scale or one for each channel");
        else if (zeroPoints.Length != scales.Length)
            errors.Add(scale, at =>
                ImportDiagnostics.Quantization(at, entry.What, $"{scales.Length} scales and {zeroPoints.Length} zero points"));
        else
            return new QuantizationParameters(scales, zeroPoints, axis);
        return null;
    }

    private float ReadScale(ObjectReader entry, JsonValue item)
    {
        if (item.TryGetSingle(out var scale) && scale >= 0)
            return scale;
        errors.Add(item, at =>
            ImportDiagnostics.Quantization(at, entry.What, $"the scale {item.Describe()}, which is not a finite positive number"));
        return 1;
    }

    private ReadOnlyMemory<byte>? ReadData(ObjectReader entry, ElementType type, Shape shape)
    {
        if (entry.FindString("data") is not { } name || weights is null)
            return null;
        var at = entry.Find("data")!.Value;
        if (!weights.TryGetValue(name, out var found))
            errors.Add(at, where => ImportDiagnostics.MissingWeights(where, entry.What, name, weights.Keys));
        else if (found.Type != type || !found.Shape.SequenceEqual(shape.Dimensions.Select(d => (long)d)))
            errors.Add(at, where => ImportDiagnostics.WeightsDisagree(
                where, entry.What, $"{Words.Of(type)} {shape}", $"{Words.Of(found.Type)} {string.Join('x', found.Shape)}"));
        else
            return found.Data;
        return null;
    }

    private static IEnumerable<JsonValue> OneOrMore(JsonValue value) => value.Kind == JsonKind.Array ? value.Items() : [value];
}
