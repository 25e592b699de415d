using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An image in another size: the mean of the area that each pixel covers; the output's shape is the new size.</summary>
public sealed record ResizeArea(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "RESIZE_AREA";
}
