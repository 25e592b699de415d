using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Takes one value from the valid taps of each window, channel by channel; input and output share scale and zero point.</summary>
public abstract record PoolOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Window,
    Size2D Stride,
    Padding2D Padding,
    Activation Activation)
    : Operator(Id, Inputs, Outputs), IFusesActivation
{
    Operator IFusesActivation.With(Activation activation, ImmutableArray<TensorId> outputs) =>
        this with { Activation = activation, Outputs = outputs };
}
