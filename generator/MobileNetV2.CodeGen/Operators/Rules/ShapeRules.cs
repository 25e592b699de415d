using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules about shapes that several operators share. Each is false after reporting.</summary>
internal static class ShapeRules
{
    /// <summary>The recorded output shape is this one.</summary>
    public static bool Gives(OperatorScope scope, ImmutableArray<int> dimensions) =>
        scope.Output.Shape.Dimensions.SequenceEqual(dimensions)
        || scope.Report(GraphDiagnostics.ShapeMismatch(
            scope.Place, scope.Output, dimensions.IsEmpty ? "scalar" : string.Join('x', dimensions)));

    /// <summary>The recorded output shape is that of the first input.</summary>
    public static bool IsKept(OperatorScope scope) => Gives(scope, scope.Input().Shape.Dimensions);

    public static bool HasRank(OperatorScope scope, string role, Tensor tensor, int rank) =>
        tensor.Shape.Rank == rank || scope.Report(GraphDiagnostics.Rank(scope.Place, $"{role} {tensor}", tensor.Shape.Rank, $"{rank}"));
}
