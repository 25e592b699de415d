using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Joins inputs along <paramref name="Axis"/> (non-negative).
/// Inputs whose scale differs from the output are requantized.</summary>
public sealed record Concatenation(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis)
    : Operator(Id, Inputs, Outputs)
{
    /// <summary>Inputs are requantized through reals, as on uint8.</summary>
    public bool UInt8Rounding { get; init; }

    public override string Kind => "CONCATENATION";
}
