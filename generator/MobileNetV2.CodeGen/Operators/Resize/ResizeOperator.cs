using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>An image in another height and width.</summary>
/// <param name="AlignCorners">The centers of the corner pixels of both images lie on each other.</param>
/// <param name="HalfPixelCenters">Pixels are squares whose centers lie between the numbers.</param>
public abstract record ResizeOperator(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    bool AlignCorners,
    bool HalfPixelCenters)
    : Operator(Id, Inputs, Outputs);
