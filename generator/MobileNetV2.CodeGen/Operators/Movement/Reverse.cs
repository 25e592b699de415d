using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The input backwards along <paramref name="Axes"/> (non-negative, ascending).</summary>
public sealed record Reverse(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "REVERSE_V2";
}
