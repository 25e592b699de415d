using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Maximum of the valid taps of each window; input and output share scale and zero point.</summary>
public sealed record MaxPool2D(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Window,
    Size2D Stride,
    Padding2D Padding,
    Activation Activation)
    : PoolOperator(Id, Inputs, Outputs, Window, Stride, Padding, Activation)
{
    public override string Kind => "MAX_POOL_2D";
}
