using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What MEAN and SUM have in common.</summary>
internal abstract class SummingDefinition<TOperator> : ReduceDefinition<TOperator>
    where TOperator : SummingOperator
{
    public sealed override ImmutableArray<RoundingRule> Roundings => [RoundingRule.Once, RoundingRule.Float32, RoundingRule.Float64];

    protected sealed override bool Scales(OperatorScope scope, TOperator op) => QuantizationRules.ArePerTensor(scope);

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op)
    {
        var worst = (long)ArithmeticRules.LargestOffset * scope.Input().Shape.ElementCount / scope.Output.Shape.ElementCount;
        return ArithmeticRules.AreFactors(scope) && ArithmeticRules.FitsAccumulator(scope, "a sum", worst);
    }

    public sealed override string? StreamsWhen => "over height and width";

    protected sealed override RowAccess Rows(Graph graph, TOperator op) =>
        op.Axes.AsSpan().SequenceEqual([1, 2]) ? new RowAccess.Sum() : new RowAccess.WholeTensor();

    protected sealed override void Run(TOperator op, TensorValues values) => MeanKernel.Run(op, values);
}
