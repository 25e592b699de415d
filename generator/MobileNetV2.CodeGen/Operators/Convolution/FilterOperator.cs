using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An operator with a filter, an optional bias and a fused activation.</summary>
public abstract record FilterOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : Operator(Id, Inputs, Outputs), IFusesActivation
{
    public TensorId Filter => Inputs[1];

    /// <summary>int32, one for each output channel; null when absent.</summary>
    public TensorId? Bias => Inputs.Length > 2 ? Inputs[2] : null;

    Operator IFusesActivation.With(Activation activation, ImmutableArray<TensorId> outputs) =>
        this with { Activation = activation, Outputs = outputs };
}
