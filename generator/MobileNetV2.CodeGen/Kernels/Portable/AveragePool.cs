using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class AveragePool() : Pool<AveragePool2D>("average")
{
    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}
