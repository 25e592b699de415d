using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Softmax over the last dimension.</summary>
public sealed record Softmax(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    float Beta)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "SOFTMAX";
}
