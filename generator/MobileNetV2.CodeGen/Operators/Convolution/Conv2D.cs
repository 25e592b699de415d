using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Inputs: input [N,H,W,C], filter [O,KH,KW,C/groups], optional bias [O]. Output: [N,OH,OW,O]. Groups = C / filter C.</summary>
public sealed record Conv2D(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Stride,
    Size2D Dilation,
    Padding2D Padding,
    Activation Activation)
    : FilterOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "CONV_2D";

    /// <summary>How the scales of input and filter are multiplied.</summary>
    public ScaleProduct ScaleProduct { get; init; }
}
