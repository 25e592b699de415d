using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Puts images of every <paramref name="Block"/>th pixel, which are the batches of the input,
/// together again and cuts the borders off.</summary>
public sealed record BatchToSpace(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Block,
    Padding2D Crop)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "BATCH_TO_SPACE_ND";
}
