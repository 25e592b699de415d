using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>MAX_POOL_2D.</summary>
internal sealed class MaxPool() : Pool<MaxPool2D>("max")
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override PoolConstants Constants(MaxPool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}
