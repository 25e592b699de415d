using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Inputs: input [N,H,W,C], filter [1,KH,KW,C*multiplier], optional bias [C*multiplier].
/// Output channel = c * multiplier + m.</summary>
public sealed record DepthwiseConv2D(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Stride,
    Size2D Dilation,
    Padding2D Padding,
    int DepthMultiplier,
    Activation Activation)
    : FilterOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "DEPTHWISE_CONV_2D";

    /// <summary>How the scales of input and filter are multiplied.</summary>
    public ScaleProduct ScaleProduct { get; init; }
}
