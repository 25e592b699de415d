using System.Collections.Immutable;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What MAXIMUM and MINIMUM have in common. As in the reference, stored values are compared whatever the scales are.</summary>
internal abstract class ExtremumDefinition<TOperator> : BinaryDefinition<TOperator>
    where TOperator : BinaryOperator
{
    public sealed override ImmutableArray<OperatorAttribute> Attributes => [];

    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected sealed override void Run(TOperator op, TensorValues values) =>
        BinaryKernel.Run(op, values, (left, right) => Elements.ToByte(Choose(left, right)));

    protected abstract int Choose(int left, int right);
}
