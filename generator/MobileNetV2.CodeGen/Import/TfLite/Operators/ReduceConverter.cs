using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Reductions over constant axes.</summary>
internal sealed class ReduceConverter : OperatorConversion
{
    private static readonly OptionsField<bool> KeepDimensions = OptionsField.Bool(0);
    private static readonly OptionsTable Table = new(OptionsKind.Reducer, KeepDimensions);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.Mean, 3, 2, 2, DataTypes.Quantized, s => Convert(s, (id, i, o, axes) => new Mean(id, i, o, axes)))
            { Options = Table, MayLackOptions = true },
        new(BuiltinOperator.Sum, 2, 2, 2, DataTypes.Quantized, s => Convert(s, (id, i, o, axes) => new Sum(id, i, o, axes)))
            { Options = Table, MayLackOptions = true },
        new(BuiltinOperator.ReduceMax, 3, 2, 2, DataTypes.Quantized, s => Convert(s, (id, i, o, axes) => new ReduceMax(id, i, o, axes)))
            { Options = Table, MayLackOptions = true },
        new(BuiltinOperator.ReduceMin, 3, 2, 2, DataTypes.Quantized, s => Convert(s, (id, i, o, axes) => new ReduceMin(id, i, o, axes)))
            { Options = Table, MayLackOptions = true },
        new(BuiltinOperator.ReduceProd, 2, 2, 2, DataTypes.Any, ReduceProduct) { Options = Table, MayLackOptions = true },
    ];

    private static Operator? Convert(
        OperatorSource source, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, ImmutableArray<int>, Operator> make)
    {
        var input = source.Input(0);
        if (source.ConstantIntegers(1, "axes") is not { } values || Axes.Normalise(source, values, input.Shape.Rank) is not { } axes)
            return null;
        if (axes.IsEmpty)
        {
            source.BadOption("there are no axes to reduce", "remove the operator");
            return null;
        }

        return source.HasOutput(Axes.Reduced(input.Shape, axes, source.Option(KeepDimensions)))
            ? make(source.Id, source.InputIds(1), source.OutputIds, axes)
            : null;
    }

    /// <remarks>Of a shape, which may have no axes to reduce.</remarks>
    private static ReduceProduct? ReduceProduct(OperatorSource source)
    {
        var input = source.Input(0).Shape;
        if (source.ConstantIntegers(1, "axes") is not { } values || Axes.Normalise(source, values, input.Rank) is not { } axes)
            return null;
        return source.HasOutput(Axes.Reduced(input, axes, source.Option(KeepDimensions)))
            ? new ReduceProduct(source.Id, source.InputIds(1), source.OutputIds, axes)
            : null;
    }
}
