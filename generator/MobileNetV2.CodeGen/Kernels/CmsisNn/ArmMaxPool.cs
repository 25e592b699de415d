using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>MAX_POOL_2D.</summary>
internal sealed class ArmMaxPool(ElementType type) : ArmPool<MaxPool2D>(
    LibraryRule.OfType("arm_max_pool", type, new LibraryPart("POOLING"), type == ElementType.Int8 ? "mnv2_max_pool" : "mnv2_pool"), type)
{
    protected override KernelAnswer Answer(MaxPool2D op, KernelQuestion question) =>
        Answer(WindowGeometry.Of(op, question.Tensors), ScratchVariants.None, PoolConstants.For(question.Tensors, op), question);
}
