using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules about shapes that several operators share. Each is false after reporting.</summary>
internal static class ShapeRules
{
    /// <summary>The recorded output shape is this one.</summary>
    public static bool Gives(OperatorScope scope, ImmutableArray<int> dimensions) => Gives(scope, scope.Output, dimensions);

    /// <summary>The recorded shape of an output is this one.</summary>
    public static bool Gives(OperatorScope scope, Tensor output, ImmutableArray<int> dimensions) =>
        output.Shape.Dimensions.SequenceEqual(dimensions)
        || scope.OpenShape(output, dimensions)
        || scope.Report(GraphDiagnostics.ShapeMismatch(scope.Place, output, dimensions.IsEmpty ? "scalar" : string.Join('x', dimensions)));

    /// <summary>The recorded output shape is that of the first input.</summary>
    public static bool IsKept(OperatorScope scope) => Gives(scope, scope.Input().Shape.Dimensions);

    /// <summary>An attribute names a dimension of the first input.</summary>
    public static bool HasAxis(OperatorScope scope, int axis) =>
        (axis >= 0 && axis < scope.Input().Shape.Rank)
        || scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axis {axis} is outside {scope.Input().Shape}"));

    public static bool HasRank(OperatorScope scope, string role, Tensor tensor, int rank) =>
        tensor.Shape.Rank == rank || scope.Report(GraphDiagnostics.Rank(scope.Place, $"{role} {tensor}", tensor.Shape.Rank, $"{rank}"));
}
