using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Elements Begin, Begin + Step, ... of each dimension, <paramref name="Size"/> of them. Stands for SLICE and STRIDED_SLICE;
/// <paramref name="SourceKind"/> is the one the file had. Dimensions of 1 may come and go in the output's shape.
/// </summary>
/// <param name="Step">Not 0; negative steps walk backwards.</param>
public sealed record Slice(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Begin,
    ImmutableArray<int> Size,
    ImmutableArray<int> Step,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}
