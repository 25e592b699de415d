using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Output dimension i is input dimension <paramref name="Permutation"/>[i].</summary>
public sealed record Transpose(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Permutation)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "TRANSPOSE";
}
