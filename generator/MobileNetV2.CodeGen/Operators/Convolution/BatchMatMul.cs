using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Products of the matrices that the last two dimensions of left and right are; the dimensions before them broadcast (NumPy rules).
/// Neither input needs to be constant.
/// </summary>
/// <param name="TransposeLeft">The left matrices are [inner, rows] instead of [rows, inner].</param>
/// <param name="TransposeRight">The right matrices are [columns, inner] instead of [inner, columns].</param>
public sealed record BatchMatMul(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    bool TransposeLeft,
    bool TransposeRight,
    Activation Activation)
    : Operator(Id, Inputs, Outputs), IFusesActivation
{
    public override string Kind => "BATCH_MATMUL";

    public TensorId Left => Inputs[0];

    public TensorId Right => Inputs[1];

    Operator IFusesActivation.With(Activation activation, ImmutableArray<TensorId> outputs) =>
        this with { Activation = activation, Outputs = outputs };
}
