using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The second input where the first is true, the third elsewhere; all three broadcast (NumPy rules). Stands for SELECT and SELECT_V2;
/// <paramref name="SourceKind"/> is the one the file had.
/// </summary>
public sealed record Select(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;
}
