using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The input pixel nearest to each position; the output's shape is the new size.</summary>
public sealed record ResizeNearestNeighbor(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    bool AlignCorners,
    bool HalfPixelCenters)
    : ResizeOperator(Id, Inputs, Outputs, AlignCorners, HalfPixelCenters)
{
    public override string Kind => "RESIZE_NEAREST_NEIGHBOR";
}
