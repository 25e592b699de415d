using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rules about the arithmetic of ADD and SUB.</summary>
internal static class AddRules
{
    /// <summary>Both sides have some bits of head room; the factor that removes it again must be below 1. False after reporting.</summary>
    public static bool AreFactors(OperatorScope scope)
    {
        if (!ArithmeticRules.AreFactors(scope))
            return false;
        var (left, right) = (ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)));
        var headRoom = 1 << AddConstants.ShiftOf(scope.Output);
        var factor = 2 * (double)Math.Max(left, right) / (headRoom * (double)ArithmeticRules.Scale(scope.Output));
        return factor < 1 || scope.Report(GraphDiagnostics.Rescale(scope.Place, "the factor from the sum to the output scale", factor, 1));
    }
}
