using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Joins inputs along <paramref name="Axis"/> (non-negative). Inputs whose scale differs from the output are requantized.</summary>
public sealed record Concatenation(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "CONCATENATION";
}
