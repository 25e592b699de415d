using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Each row along the last dimension, divided by the square root of the sum of its squares.</summary>
public sealed record L2Normalization(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "L2_NORMALIZATION";
}
