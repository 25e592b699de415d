using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>An operator for which a kernel is wanted.</summary>
/// <param name="Tensors">With the shapes that one call sees: for <see cref="KernelForm.Pixels"/> those of a tile, for
/// <see cref="KernelForm.WholeRow"/> those of a row.</param>
/// <param name="TilePixels">Pixels of a row that a call computes at once; those of the row when it computes whole rows, or of two
/// rows.</param>
/// <param name="Facts">Of weights, worked out once for all questions about a network.</param>
internal sealed record KernelQuestion(
    Operator Operator, ITensorTable Tensors, Target Target, KernelForm Form, int TilePixels, WeightFacts Facts)
{
    public Tensor Input => Tensors[Operator.Input];

    public Tensor Output => Tensors[Operator.Output];

    public Tensor this[TensorId id] => Tensors[id];

    /// <summary>A call computes two whole rows.</summary>
    public bool IsOfRowPair => Form == KernelForm.Row && TilePixels > Output.Shape.Width;
}
