using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Each input pixel times the filter is added to the output, <paramref name="Stride"/> pixels from its neighbour's; <paramref name="Crop"/>
/// is cut off the result. Inputs: input, filter [O, KH, KW, I], bias (optional).
/// </summary>
public sealed record TransposeConv(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Size2D Stride,
    Padding2D Crop,
    Activation Activation)
    : FilterOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "TRANSPOSE_CONV";

    /// <summary>How the scales of input and filter are multiplied.</summary>
    public ScaleProduct ScaleProduct { get; init; }
}
