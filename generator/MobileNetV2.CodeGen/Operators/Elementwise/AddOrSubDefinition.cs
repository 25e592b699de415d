using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What ADD and SUB have in common.</summary>
internal abstract class AddOrSubDefinition<TOperator> : ArithmeticDefinition<TOperator>
    where TOperator : ArithmeticOperator
{
    public sealed override ImmutableArray<OperatorAttribute> Attributes => [Fused];

    /// <remarks>Both sides have some bits of head room; the factor that removes it again must be below 1.</remarks>
    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op)
    {
        if (!ArithmeticRules.AreFactors(scope))
            return false;
        var (left, right) = (ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)));
        var factor = 2 * (double)Math.Max(left, right) / ((1 << AddConstants.LeftShift) * (double)ArithmeticRules.Scale(scope.Output));
        return factor < 1
            || scope.Report(Graphs.GraphDiagnostics.Rescale(scope.Place, "the factor from the sum to the output scale", factor, 1));
    }
}
