using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Slices of the first input at the places that the second names: its last dimension is an index into the first dimensions of the input.
/// An index outside the input, which the reference refuses, takes the nearest slice there is.
/// </summary>
public sealed record GatherNd(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "GATHER_ND";

    /// <summary>Places, one after the other.</summary>
    public TensorId Indices => Inputs[1];
}
