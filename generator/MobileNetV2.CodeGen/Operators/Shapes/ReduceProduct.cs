using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The product over <paramref name="Axes"/> (non-negative, ascending);
/// the output's shape says whether reduced dimensions are kept.</summary>
public sealed record ReduceProduct(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "REDUCE_PROD";
}
