using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Inputs: input [N,H,W,C], filter [1,KH,KW,C*multiplier], optional bias [C*multiplier]. Output channel = c * multiplier + m.</summary>
public sealed record DepthwiseConv2D(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Stride,
    Size2D Dilation,
    Padding2D Padding,
    int DepthMultiplier,
    Activation Activation)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "DEPTHWISE_CONV_2D";

    /// <summary>How the scales of input and filter are multiplied.</summary>
    public ScaleProduct ScaleProduct { get; init; }

    public TensorId Filter => Inputs[1];

    /// <summary>int32, one for each output channel; null when absent.</summary>
    public TensorId? Bias => Inputs.Length > 2 ? Inputs[2] : null;
}
