using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Mean of the valid taps of each window, rounded to the nearest; input and output share scale and zero point.</summary>
public sealed record AveragePool2D(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Window,
    Size2D Stride,
    Padding2D Padding,
    Activation Activation)
    : PoolOperator(Id, Inputs, Outputs, Window, Stride, Padding, Activation)
{
    /// <summary>Ties are rounded up, as on uint8, not away from zero.</summary>
    public bool UInt8Rounding { get; init; }

    public override string Kind => "AVERAGE_POOL_2D";
}
