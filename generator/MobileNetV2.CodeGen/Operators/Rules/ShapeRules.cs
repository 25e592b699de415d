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

    /// <summary>The shape that all of these have after broadcasting (NumPy rules); null after reporting that there is none.</summary>
    public static ImmutableArray<int>? Broadcast(OperatorScope scope, ImmutableArray<Shape> shapes)
    {
        var dimensions = new int[shapes.Max(s => s.Rank)];
        for (var i = 1; i <= dimensions.Length; i++)
        {
            var sizes = shapes.Select(s => i <= s.Rank ? s[s.Rank - i] : 1).Where(d => d != 1).Distinct().ToList();
            if (sizes.Count > 1)
            {
                scope.Report(GraphDiagnostics.Shapes(
                    scope.Place,
                    $"inputs of shape {string.Join(", ", shapes.SkipLast(1))} and {shapes[^1]} cannot be broadcast to each other"));
                return null;
            }

            dimensions[^i] = sizes.FirstOrDefault(1);
        }

        return [.. dimensions];
    }

    public static bool HasRank(OperatorScope scope, string role, Tensor tensor, int rank) =>
        tensor.Shape.Rank == rank || scope.Report(GraphDiagnostics.Rank(scope.Place, $"{role} {tensor}", tensor.Shape.Rank, $"{rank}"));
}
