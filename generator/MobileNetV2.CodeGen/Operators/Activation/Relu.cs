using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A stand-alone RELU, RELU6 or RELU_N1_TO_1; may requantize.</summary>
public sealed record Relu(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => Activation switch
    {
        Activation.Relu => "RELU",
        Activation.Relu6 => "RELU6",
        Activation.ReluN1To1 => "RELU_N1_TO_1",
        _ => throw new InvalidOperationException($"{Id} has no activation"),
    };
}
