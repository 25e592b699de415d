using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An element-wise operator of two inputs with a fused activation.</summary>
public abstract record ArithmeticOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : BinaryOperator(Id, Inputs, Outputs), IFusesActivation
{
    Operator IFusesActivation.With(Activation activation, ImmutableArray<TensorId> outputs) =>
        this with { Activation = activation, Outputs = outputs };
}
