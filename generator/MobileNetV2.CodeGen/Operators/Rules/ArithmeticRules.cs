using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Integer arithmetic stays in range: rescaling factors, and in the worst case accumulators.
/// Each is false after reporting.</summary>
internal static class ArithmeticRules
{
    /// <summary>The largest distance of an 8-bit value from its zero point.</summary>
    public const int LargestOffset = 255;

    /// <summary>A factor is a 31-bit fraction and a shift; a left shift of 31 leaves nothing of a 32-bit value.</summary>
    private const double LargestFactor = 1L << 30;

    /// <summary>A factor from input scales to the output's can be written as multiplier and shift.</summary>
    public static bool IsFactor(OperatorScope scope, double factor) =>
        (factor < LargestFactor && double.IsFinite(factor))
        || scope.Report(GraphDiagnostics.Rescale(
            scope.Place, "the factor from the input scales to the output scale", factor, LargestFactor));

    /// <summary>The factor from each input to the output is one; only the first that is not is reported.</summary>
    public static bool AreFactors(OperatorScope scope) =>
        Enumerable.Range(0, scope.InputCount).All(i => IsFactor(scope, Scale(scope.Input(i)) / (double)Scale(scope.Output)));

    /// <param name="what">For the message: <c>a sum</c>.</param>
    public static bool FitsAccumulator(OperatorScope scope, string what, long worst) =>
        worst <= int.MaxValue || scope.Report(GraphDiagnostics.Accumulator(scope.Place, what, worst));

    public static float Scale(Tensor tensor) => tensor.RequiredQuantization.Scale;
}
