using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules about filters and biases, the second and third input. Each is false after reporting.</summary>
internal static class FilterRules
{
    /// <summary>An image and a filter of four dimensions each.</summary>
    public static bool HaveImageRank(OperatorScope scope) =>
        ShapeRules.HasRank(scope, "input", scope.Input(), 4) & ShapeRules.HasRank(scope, "filter", scope.Input(1), 4);

    /// <summary>Both are known when the network is compiled, and there is one bias for each channel.</summary>
    public static bool AreWeights(OperatorScope scope, int channels) =>
        IsKnown(scope, "filter", scope.Input(1))
        && (scope.InputCount < 3 || (IsKnown(scope, "bias", scope.Input(2)) && HasLength(scope, scope.Input(2), channels)));

    private static bool IsKnown(OperatorScope scope, string role, Tensor tensor) =>
        scope.IsKnown(tensor)
        || scope.Report(GraphDiagnostics.Weights(
            scope.Place, $"the {role}, tensor {tensor}, depends on the network's inputs; weights must be constant"));

    private static bool HasLength(OperatorScope scope, Tensor bias, int channels) =>
        bias.Shape.ElementCount == channels
        || scope.Report(GraphDiagnostics.Weights(
            scope.Place, $"the bias, tensor {bias}, has {bias.Shape.ElementCount} values for {channels} output channels"));
}
