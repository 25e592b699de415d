using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Pads an image with <paramref name="Value"/> and makes images of every <paramref name="Block"/>th pixel: those that begin with the first
/// pixel of a block, with the second, and so on, are the batches of the output.
/// </summary>
public sealed record SpaceToBatch(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Block,
    Padding2D Padding,
    int Value)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "SPACE_TO_BATCH_ND";
}
