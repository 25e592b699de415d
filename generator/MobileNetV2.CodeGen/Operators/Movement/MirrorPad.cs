using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Adds elements before and after each dimension that mirror those inside.</summary>
/// <param name="IsSymmetric">The element at the edge is repeated; otherwise the mirror lies on it.</param>
public sealed record MirrorPad(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Before,
    ImmutableArray<int> After,
    bool IsSymmetric)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "MIRROR_PAD";
}
