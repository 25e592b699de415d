using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Folds <paramref name="Axes"/> (non-negative, ascending); the output shape says whether dimensions are kept.</summary>
public abstract record ReduceOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : Operator(Id, Inputs, Outputs);
