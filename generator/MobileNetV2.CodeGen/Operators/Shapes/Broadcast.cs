using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The input repeated along dimensions of 1 until it has the output's shape (NumPy rules). Stands for BROADCAST_TO and FILL, whose input is
/// one value; <paramref name="SourceKind"/> is the one the file had.
/// </summary>
public sealed record Broadcast(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}
