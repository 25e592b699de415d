using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What ADD and SUB have in common.</summary>
internal abstract class AddOrSubDefinition<TOperator> : ArithmeticDefinition<TOperator>
    where TOperator : ArithmeticOperator
{
    public sealed override ImmutableArray<OperatorAttribute> Attributes => [Fused];

    /// <remarks>Both sides have some bits of head room; the factor that removes it again must be below 1.</remarks>
    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => AddRules.AreFactors(scope);
}
