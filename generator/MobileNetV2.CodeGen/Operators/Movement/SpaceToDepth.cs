using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Blocks of <paramref name="Block"/> x <paramref name="Block"/> pixels become channels.</summary>
public sealed record SpaceToDepth(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Block)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "SPACE_TO_DEPTH";
}
