using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Where along <paramref name="Axis"/> (non-negative) the largest or smallest element is; of equal ones the first. Stands for ARG_MAX and
/// ARG_MIN; <paramref name="SourceKind"/> is the one the file had.
/// </summary>
public sealed record ArgExtreme(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int Axis,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => SourceKind;

    /// <summary>The smallest is wanted.</summary>
    public bool IsSmallest => SourceKind == ArgExtremeDefinition.ArgMin;
}
