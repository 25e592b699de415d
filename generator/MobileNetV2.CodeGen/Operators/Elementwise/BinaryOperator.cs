using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An element-wise operator of two inputs, which may broadcast (NumPy rules), with a fused activation.</summary>
public abstract record BinaryOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : Operator(Id, Inputs, Outputs), IFusesActivation
{
    public TensorId Left => Inputs[0];

    public TensorId Right => Inputs[1];

    Operator IFusesActivation.With(Activation activation, ImmutableArray<TensorId> outputs) =>
        this with { Activation = activation, Outputs = outputs };
}
