using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Minimum over <paramref name="Axes"/> (non-negative, ascending); the output shape says whether dimensions are kept.</summary>
public sealed record ReduceMin(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : ReduceOperator(Id, Inputs, Outputs, Axes)
{
    public override string Kind => "REDUCE_MIN";
}
