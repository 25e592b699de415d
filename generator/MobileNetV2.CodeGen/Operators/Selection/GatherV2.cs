using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The slices of <paramref name="Axis"/> (non-negative) with the numbers that the second input gives; GATHER has them as constants.
/// A number outside the input, which the reference refuses, takes the nearest slice there is.
/// </summary>
public sealed record GatherV2(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs, int Axis)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "GATHER_V2";
}
