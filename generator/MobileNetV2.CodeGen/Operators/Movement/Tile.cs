using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The input repeated, <paramref name="Multiples"/> times along each dimension.</summary>
public sealed record Tile(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Multiples)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "TILE";
}
