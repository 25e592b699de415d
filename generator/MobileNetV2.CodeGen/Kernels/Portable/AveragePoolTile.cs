using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>AVERAGE_POOL_2D over the whole image, tile by tile into sums.</summary>
internal sealed class AveragePoolTile : KernelRule<AveragePool2D>
{
    private static readonly Kernel Tile = Kernel.Own("mnv2_average_pool_tile_s8");

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Sums];

    protected override KernelAnswer Answer(AveragePool2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors).Simplified();
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Tile,
            [
                PoolParameters.Of(window, PoolConstants.For(question.Tensors, op)),
                choice.Read(op.Input),
                .. ChoiceBuilder.PixelRange,
                ChoiceBuilder.Write(op.Output),
            ]);
        choice.Instructions = PoolParameters.Cost(window);
        return choice.Build();
    }
}
