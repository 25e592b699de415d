using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Whether a relation holds between two elements, with broadcasting (NumPy rules). Stands for EQUAL, NOT_EQUAL, LESS, LESS_EQUAL,
/// GREATER and GREATER_EQUAL; <paramref name="SourceKind"/> is the one the file had.
/// </summary>
public sealed record Comparison(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    string SourceKind)
    : BinaryOperator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}
