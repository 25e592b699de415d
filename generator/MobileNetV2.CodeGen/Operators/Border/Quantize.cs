using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>float32 to int8/uint8, or requantization between int8 and uint8 types.</summary>
public sealed record Quantize(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "QUANTIZE";
}
