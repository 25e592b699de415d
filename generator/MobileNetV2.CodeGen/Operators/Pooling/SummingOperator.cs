using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A reduction that adds up and rescales: MEAN and SUM.</summary>
public abstract record SummingOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    ImmutableArray<int> Axes)
    : ReduceOperator(Id, Inputs, Outputs, Axes);
