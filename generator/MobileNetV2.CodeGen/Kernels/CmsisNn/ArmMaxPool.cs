using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>MAX_POOL_2D.</summary>
internal sealed class ArmMaxPool() : ArmPool<MaxPool2D>(Kernel.OfLibrary(
    "arm_max_pool_s8", StatusConvention.CmsisNn, new LibraryPart("POOLING"), "mnv2_arm_max_pool_s8.c", "mnv2_max_pool_s8.c"))
{
    protected override KernelAnswer Answer(MaxPool2D op, KernelQuestion question) =>
        Answer(WindowGeometry.Of(op, question.Tensors), ScratchVariants.None, PoolConstants.For(question.Tensors, op), question);
}
