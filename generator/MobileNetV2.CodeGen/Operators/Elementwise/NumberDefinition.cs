using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What operators of two inputs have in common that compute with numbers as they stand: integers, and float32.</summary>
internal abstract class NumberDefinition<TOperator> : BinaryDefinition<TOperator>
    where TOperator : BinaryOperator
{
    private static readonly ImmutableArray<ElementType> Numbers = [ElementType.Float32, ElementType.Int32, ElementType.Int64];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", Numbers) with { Title = "left" },
        Operand.Activation("input 1", Numbers) with { Title = "right; shapes broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", Numbers)];

    public sealed override ImmutableArray<OperatorAttribute> Attributes => [];

    public sealed override ImmutableArray<RoundingRule> Roundings => [];

    public sealed override bool Types(OperatorScope scope) => base.Types(scope) && MovingRules.KeepType(scope);

    protected sealed override bool Arithmetic(OperatorScope scope, TOperator op) => true;

    protected sealed override void Run(TOperator op, TensorValues values)
    {
        if (values.Graph[op.Left].Type == ElementType.Float32)
            FloatElementwise.Binary(op, values, Of);
        else
            PlainNumbers.Run(op, values, Of);
    }

    protected abstract float Of(float left, float right);

    /// <remarks>Integers wrap. A division by zero, which the reference refuses, gives 0.</remarks>
    protected abstract long Of(long left, long right);
}
