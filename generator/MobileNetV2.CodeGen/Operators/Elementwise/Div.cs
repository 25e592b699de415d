using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>left / right element-wise with broadcasting (NumPy rules). Inputs: left, right; at most one is a constant.</summary>
public sealed record Div(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    Activation Activation)
    : ArithmeticOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "DIV";
}
