using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Leaves the input behind for the next inference: the output is what a <see cref="StateVariable"/> has next.</summary>
public sealed record AssignVariable(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "ASSIGN_VARIABLE";
}
