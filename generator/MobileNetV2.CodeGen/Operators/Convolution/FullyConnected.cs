using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Inputs: input of B*I elements, filter [O,I], optional bias [O]. Output: [...,O] of B*O elements: usually [B,O],
/// or the input's dimensions with O for the last when they are kept.</summary>
public sealed record FullyConnected(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    bool KeepDimensions,
    Activation Activation)
    : FilterOperator(Id, Inputs, Outputs, Activation)
{
    public override string Kind => "FULLY_CONNECTED";
}
