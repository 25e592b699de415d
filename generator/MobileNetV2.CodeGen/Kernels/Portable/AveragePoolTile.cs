using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>AVERAGE_POOL_2D over the whole image, tile by tile into sums.</summary>
internal abstract class PoolTile(Kernel tile) : KernelRule<AveragePool2D>
{
    public sealed override ImmutableArray<KernelForm> Forms => [KernelForm.Sums];

    protected sealed override KernelAnswer Answer(AveragePool2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors).Simplified();
        var choice = new ChoiceBuilder(question);
        choice.Call(
            tile,
            [
                PoolParameters.Of(window, Constants(op, question.Tensors)),
                choice.Read(op.Input),
                .. ChoiceBuilder.PixelRange,
                ChoiceBuilder.Write(op.Output),
            ]);
        choice.Instructions = PoolParameters.Cost(window, question.Target);
        return choice.Build();
    }

    protected abstract PoolConstants Constants(AveragePool2D op, ITensorTable tensors);
}

/// <summary>The same on values of 8 bits.</summary>
internal sealed class AveragePoolTile() : PoolTile(Kernel.Own("mnv2_average_pool_tile_s8"))
{
    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}
