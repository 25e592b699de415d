using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The slices of <paramref name="Axis"/> (non-negative) with the numbers <paramref name="Indices"/>, in their order.</summary>
public sealed record Gather(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis,
    ImmutableArray<int> Indices)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "GATHER";
}
