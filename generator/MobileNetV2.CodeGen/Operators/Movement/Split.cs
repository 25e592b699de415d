using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Parts of the input along <paramref name="Axis"/> (non-negative), one after the other, as many as there are outputs.
/// Stands for SPLIT, SPLIT_V and
/// UNPACK, whose parts lack the axis; <paramref name="SourceKind"/> is the one the file had.
/// </summary>
public sealed record Split(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}
