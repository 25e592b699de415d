using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The mean of the four input pixels around each position, weighted by their nearness;
/// the output's shape is the new size.</summary>
public sealed record ResizeBilinear(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    bool AlignCorners,
    bool HalfPixelCenters)
    : ResizeOperator(Id, Inputs, Outputs, AlignCorners, HalfPixelCenters)
{
    /// <summary>Ties are rounded up, as on uint8, not away from zero.</summary>
    public bool UInt8Rounding { get; init; }

    public override string Kind => "RESIZE_BILINEAR";
}
