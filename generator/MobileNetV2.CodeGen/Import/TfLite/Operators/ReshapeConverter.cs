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

        // Without a request the output's shape is all there is. One dimension may be -1: whatever is left.
        var output = source.Output.Shape;
        var agrees = shape.IsEmpty
            || (shape.Length == output.Rank
                && shape.Count(d => d == -1) <= 1
                && shape.Zip(output.Dimensions).All(pair => pair.First == -1 || pair.First == pair.Second));
        if (agrees)
            return Make(source);
        source.Report(GraphDiagnostics.ShapeMismatch(source.Place, source.Output, $"[{string.Join(", ", shape)}]"));
        return null;
    }

    public static Operator? Squeeze(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        var requested = source.Options is { } options ? new SqueezeOptions(options).Dimensions : [];
        if (Axes.Normalise(source, requested, input.Rank) is not { } axes)
            return null;
        var expected = new Shape([.. input.Dimensions.Where((size, axis) => size != 1 || (!axes.IsEmpty && !axes.Contains(axis)))]);
        return Make(source, expected);
    }

    public static Operator? ExpandDims(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        return source.ConstantAxis(1, input.Rank + 1) is { } axis
            ? Make(source, new Shape(input.Dimensions.Insert(axis, 1)))
            : null;
    }

    private static Reshape? Make(OperatorSource source, Shape expected)
    {
        if (expected.Equals(source.Output.Shape))
            return Make(source);
        source.Report(GraphDiagnostics.ShapeMismatch(source.Place, source.Output, expected));
        return null;
    }

    private static Reshape Make(OperatorSource source) =>
        new(source.Id, source.InputIds(1), source.OutputIds, source.Converter.Code.Name());
}
