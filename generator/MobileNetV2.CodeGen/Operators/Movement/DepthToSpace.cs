using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Channels become blocks of <paramref name="Block"/> x <paramref name="Block"/> pixels.</summary>
public sealed record DepthToSpace(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Block)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "DEPTH_TO_SPACE";
}
