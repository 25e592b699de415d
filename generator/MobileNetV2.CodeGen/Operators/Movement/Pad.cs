using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Adds elements of the quantized value <paramref name="Value"/> before and after each dimension (PAD and PADV2 with constant
/// paddings).</summary>
public sealed record Pad(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Before,
    ImmutableArray<int> After,
    int Value)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "PAD";
}
