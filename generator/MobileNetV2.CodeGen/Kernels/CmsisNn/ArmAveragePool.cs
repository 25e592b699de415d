using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class ArmAveragePool(ElementType type) : ArmPool<AveragePool2D>(
    LibraryRule.OfType(
        "arm_avgpool",
        type,
        new LibraryPart("POOLING", type == ElementType.Int8 ? ScratchQuery.AveragePool : ScratchQuery.WideAveragePool),
        type == ElementType.Int8 ? "mnv2_average_pool" : "mnv2_pool"),
    type)
{
    /// <summary>What <c>arm_avgpool_s8_get_buffer_size</c> answers: with DSP but without MVE, a 32-bit sum for each channel.</summary>
    public static ScratchVariants Scratch(WindowGeometry window) => new(0, window.Input.Channels * sizeof(int), 0);

    protected override KernelAnswer Answer(AveragePool2D op, KernelQuestion question)
    {
        if (op.UInt8Rounding)
            return KernelAnswer.No("CMSIS-NN rounds ties away from zero, the network rounds them up");
        var window = WindowGeometry.Of(op, question.Tensors);
        return Answer(window, Scratch(window), PoolConstants.For(question.Tensors, op), question);
    }
}
