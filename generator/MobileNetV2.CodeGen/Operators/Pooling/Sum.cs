using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Sum over <paramref name="Axes"/> (non-negative, ascending); the output shape says whether dimensions are kept.</summary>
public sealed record Sum(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : SummingOperator(Id, Inputs, Outputs, Axes)
{
    public override string Kind => "SUM";
}
