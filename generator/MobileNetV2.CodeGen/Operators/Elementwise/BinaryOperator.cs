using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An element-wise operator of two inputs, which may broadcast (NumPy rules).</summary>
public abstract record BinaryOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public TensorId Left => Inputs[0];

    public TensorId Right => Inputs[1];
}
