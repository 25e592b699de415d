using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators of one input without attributes have in common that look at one element at a time and know no scales.</summary>
internal abstract class PointwiseDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : Operator
{
    public sealed override ImmutableArray<OperatorAttribute> Attributes => [];

    public sealed override Movement Movement => Movement.Computes;

    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    public sealed override string? StreamsWhen => Always;

    protected sealed override bool Shapes(OperatorScope scope, TOperator op) => ShapeRules.IsKept(scope);

    protected sealed override bool Scales(OperatorScope scope, TOperator op) => true;

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected sealed override long Macs(ITensorTable graph, TOperator op) => 0;

    protected sealed override RowAccess Rows(Graph graph, TOperator op) => new RowAccess.Elementwise();
}
