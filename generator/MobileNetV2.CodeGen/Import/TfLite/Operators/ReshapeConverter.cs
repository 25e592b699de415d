using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>RESHAPE, SQUEEZE and EXPAND_DIMS: what they ask for must be the shape that the file gives the output.</summary>
internal sealed class ReshapeConverter : OperatorConversion
{
    /// <summary>The shape for writers that give no shape tensor; one dimension may be -1.</summary>
    private static readonly OptionsField<ImmutableArray<int>> NewShape = OptionsField.Int32s(0);

    /// <summary>The dimensions to drop, negative ones from the end; empty drops every 1.</summary>
    private static readonly OptionsField<ImmutableArray<int>> SqueezedAxes = OptionsField.Int32s(0);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Reshape, 1, 1, 2, DataTypes.Any, Reshape)
            { Options = new(OptionsKind.Reshape, NewShape), MayLackOptions = true },
        new(BuiltinOperator.Squeeze, 2, 1, 1, DataTypes.Any, Squeeze)
            { Options = new(OptionsKind.Squeeze, SqueezedAxes), MayLackOptions = true },
        new(BuiltinOperator.ExpandDims, 1, 2, 2, DataTypes.Any, ExpandDims),
    ];

    private static Reshape? Reshape(OperatorSource source)
    {
        if ((source.InputCount == 2 ? source.ConstantIntegers(1, "new shape") : source.Option(NewShape)) is not { } shape)
            return null;

        // Without a request the output's shape is all there is.
        return shape.IsEmpty ? Make(source) : Make(source, Resolved(shape, source.Input(0).Shape.ElementCount));
    }

    private static Reshape? Squeeze(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        if (Axes.Normalise(source, source.Option(SqueezedAxes), input.Rank) is not { } axes)
            return null;
        return Make(source, [.. input.Dimensions.Where((size, axis) => size != 1 || (!axes.IsEmpty && !axes.Contains(axis)))]);
    }

    private static Reshape? ExpandDims(OperatorSource source)
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
