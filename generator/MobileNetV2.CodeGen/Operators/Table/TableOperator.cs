using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An operator that looks at one element of one int8 tensor at a time: its rule is a table of 256 entries.</summary>
public abstract record TableOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs);
