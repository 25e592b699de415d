using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Kernels that slide a pooling window over values of 16 bits.</summary>
internal abstract class WidePool<TOperator>(string name) : Pool<TOperator>(
    Kernel.Wide($"mnv2_{name}_pool_s16", "mnv2_pool_s16.c"),
    Kernel.Wide($"mnv2_{name}_pool_tall_s16", "mnv2_pool_s16.c"),
    Kernel.Wide($"mnv2_{name}_pool_row_s16", "mnv2_pool_s16.c"),
    sizeof(short))
    where TOperator : PoolOperator
{
    protected sealed override bool Takes(ElementType type) => type == ElementType.Int16;
}

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class WideAveragePool() : WidePool<AveragePool2D>("average")
{
    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) =>
        PoolConstants.For(tensors, op) with { Middle = 0 };
}

/// <summary>MAX_POOL_2D.</summary>
internal sealed class WideMaxPool() : WidePool<MaxPool2D>("max")
{
    protected override PoolConstants Constants(MaxPool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}

/// <summary>AVERAGE_POOL_2D over the whole image, tile by tile into sums.</summary>
internal sealed class WideAveragePoolTile() : PoolTile(Kernel.Wide("mnv2_average_pool_tile_s16"))
{
    protected override bool Takes(ElementType type) => type == ElementType.Int16;

    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) =>
        PoolConstants.For(tensors, op) with { Middle = 0 };
}
