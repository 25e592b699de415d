using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SUB: an addition of the negative.</summary>
internal sealed class SubtractElements() : Elementwise<Sub>("add")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override StructArgument Parameters(Sub op, ITensorTable tensors) => AddParameters.Of(AddConstants.For(tensors, op), sign: -1);

    protected override long Cost(KernelQuestion question, long elements) => CostModel.Add(question.Target, elements);
}
