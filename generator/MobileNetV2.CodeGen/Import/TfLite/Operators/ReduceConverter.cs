using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Reductions over constant axes.</summary>
internal static class ReduceConverter
{
    public static Operator? Convert(
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

        var keep = source.Options is { } options && new ReducerOptions(options).KeepDimensions;
        return source.HasOutput(Axes.Reduced(input.Shape, axes, keep)) ? make(source.Id, source.InputIds(1), source.OutputIds, axes) : null;
    }
}
