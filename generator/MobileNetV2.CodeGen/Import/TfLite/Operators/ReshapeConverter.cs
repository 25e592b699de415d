using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: what they ask for must be the shape that the file gives the output.</summary>
internal static class ReshapeConverter
{
    public static Operator? Reshape(OperatorSource source)
    {
        ImmutableArray<int>? requested = source switch
        {
            { InputCount: 2 } => source.ConstantIntegers(1, "new shape"),
            { Options: { } options } => new ReshapeOptions(options).NewShape,
            _ => [],
        };
        if (requested is not { } shape)
            return null;

        // Without a request the output's shape is all there is.
        return shape.IsEmpty ? Make(source) : Make(source, Resolved(shape, source.Input(0).Shape.ElementCount));
    }

    public static Operator? Squeeze(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        var requested = source.Options is { } options ? new SqueezeOptions(options).Dimensions : [];
        if (Axes.Normalise(source, requested, input.Rank) is not { } axes)
            return null;
        return Make(source, [.. input.Dimensions.Where((size, axis) => size != 1 || (!axes.IsEmpty && !axes.Contains(axis)))]);
    }

    public static Operator? ExpandDims(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        return source.ConstantAxis(1, input.Rank + 1) is { } axis
            ? Make(source, input.Dimensions.Insert(axis, 1))
            : null;
    }

    /// <summary>One dimension may be -1: whatever is left.</summary>
    private static ImmutableArray<int> Resolved(ImmutableArray<int> requested, int elements)
    {
        var others = requested.Where(d => d != -1).Aggregate(1L, (product, d) => Math.Min(product * Math.Max(d, 1), int.MaxValue));
        return requested.Count(d => d == -1) == 1 && others > 0 ? requested.Replace(-1, (int)(elements / others)) : requested;
    }

    private static Reshape? Make(OperatorSource source, ImmutableArray<int> expected) => source.HasOutput(expected) ? Make(source) : null;

    private static Reshape Make(OperatorSource source) =>
        new(source.Id, source.InputIds(1), source.OutputIds, source.Converter.Code.Name());
}
