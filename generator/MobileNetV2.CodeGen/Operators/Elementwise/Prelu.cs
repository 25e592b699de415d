using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>x where x is not negative, otherwise x * alpha. Inputs: x, alpha; alpha broadcasts (NumPy rules).</summary>
public sealed record Prelu(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs)
    : BinaryOperator(Id, Inputs, Outputs)
{
    public override string Kind => "PRELU";
}
