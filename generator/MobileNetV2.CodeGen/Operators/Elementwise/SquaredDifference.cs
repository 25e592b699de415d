using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>(left - right)^2 element-wise with broadcasting (NumPy rules). Inputs: left, right; at most one is a constant.</summary>
public sealed record SquaredDifference(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : BinaryOperator(Id, Inputs, Outputs)
{
    public override string Kind => "SQUARED_DIFFERENCE";
}
