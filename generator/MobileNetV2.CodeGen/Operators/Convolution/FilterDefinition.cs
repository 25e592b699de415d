using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators with a filter have in common.</summary>
internal abstract class FilterDefinition<TOperator>(int channelAxis, string filter, string bias) : OperatorDefinition<TOperator>
    where TOperator : FilterOperator
{
    protected static readonly ActivationAttribute<TOperator> Fused = new("activation", o => o.Activation);

    public sealed override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input", ElementType.Int8),
        new Operand("filter", OperandRole.Filter, [ElementType.Int8]) { Title = $"filter {filter}" },
        new Operand("bias", OperandRole.Bias, [ElementType.Int32]) { Title = $"bias {bias}", IsOptional = true },
    ];

    public sealed override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public sealed override Movement Movement => Movement.Computes;

    public sealed override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32, RoundingRule.Float64];

    protected sealed override bool Scales(OperatorScope scope, TOperator op) =>
        QuantizationRules.ArePerTensor(scope, 1) && QuantizationRules.IsFilter(scope, channelAxis);

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op)
    {
        var filter = scope.Filter(channelAxis);
        var scales = ProductOf(scope, op).Of(ArithmeticRules.Scale(scope.Input()), filter.LargestScale);

        // No channel's sum is larger: every input at the far end of its range on the side that hurts, and the largest bias.
        return ArithmeticRules.IsFactor(scope, scales / ArithmeticRules.Scale(scope.Output))
            && ArithmeticRules.FitsAccumulator(
                scope, "a sum of products", (filter.LargestSum * ArithmeticRules.LargestOffset) + scope.LargestBias);
    }

    /// <summary>How the scales of input and filter are multiplied.</summary>
    protected abstract ScaleProduct ProductOf(OperatorScope scope, TOperator op);

    /// <summary>Each output element takes one tap per element of its slice of the filter.</summary>
    protected static long MacsOfTaps(ITensorTable graph, TOperator op, long taps) => taps * graph[op.Output].Shape.ElementCount;
}
