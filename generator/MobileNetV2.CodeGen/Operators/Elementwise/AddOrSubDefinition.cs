using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What ADD and SUB have in common.</summary>
internal abstract class AddOrSubDefinition<TOperator> : ArithmeticDefinition<TOperator>
    where TOperator : ArithmeticOperator
{
    public sealed override ImmutableArray<OperatorAttribute> Attributes => [Fused];

    public sealed override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32, RoundingRule.Fixed21];

    /// <remarks>Both sides have some bits of head room; the factor that removes it again must be below 1.</remarks>
    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => AddRules.AreFactors(scope);
}
