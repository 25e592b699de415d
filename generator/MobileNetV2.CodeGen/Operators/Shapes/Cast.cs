using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Each element as a number of the output's type. Quantized elements count as the integers that they are.</summary>
public sealed record Cast(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs) : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "CAST";
}
