using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

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
