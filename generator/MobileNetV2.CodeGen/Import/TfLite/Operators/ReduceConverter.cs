using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

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
        var expected = new Shape([.. input.Shape.Dimensions
            .Select((size, axis) => (Size: axes.Contains(axis) ? 1 : size, IsKept: keep || !axes.Contains(axis)))
            .Where(d => d.IsKept)
            .Select(d => d.Size)]);
        if (!source.Output.Shape.Equals(expected))
        {
            source.Report(GraphDiagnostics.ShapeMismatch(source.Place, source.Output, expected));
            return null;
        }

        return make(source.Id, source.InputIds(1), source.OutputIds, axes);
    }
}
