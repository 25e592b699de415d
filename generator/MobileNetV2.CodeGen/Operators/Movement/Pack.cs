using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Inputs of one shape side by side along a new dimension, <paramref name="Axis"/> of the output (non-negative).</summary>
public sealed record Pack(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "PACK";
}
