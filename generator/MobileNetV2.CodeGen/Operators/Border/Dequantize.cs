using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>int8/uint8 to float32.</summary>
public sealed record Dequantize(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "DEQUANTIZE";
}
