using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Operators that give elements of any type back as they are, at other places.</summary>
internal abstract class MovingDefinition<TOperator> : OperatorDefinition<TOperator>
    where TOperator : Operator
{
    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) => MovingRules.KeepType(scope);

    /// <remarks>Constants that are only moved, weights among them, keep whatever scales they have.</remarks>
    protected override bool Scales(OperatorScope scope, TOperator op) => MovingRules.KeepMeaning(scope);

    protected override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected override long Macs(ITensorTable graph, TOperator op) => 0;
}
