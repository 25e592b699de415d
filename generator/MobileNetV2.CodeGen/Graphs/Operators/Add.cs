using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Element-wise with broadcasting (NumPy rules). Inputs: left, right; at most one is a constant.</summary>
public sealed record Add(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : BinaryOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "ADD";
}
