using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class AveragePool() : Pool<AveragePool2D>("average")
{
    private const int ChannelsAtOnce = 8;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    /// <summary>On vectors, eight channels are summed at a time, row by row of a window.</summary>
    protected override long Cost(WindowGeometry window, Target target)
    {
        if (!target.HasMve)
            return base.Cost(window, target);
        var (eights, rest) = Math.DivRem(window.Output.Channels, ChannelsAtOnce);
        var pixels = (long)window.Output.ElementCount / window.Output.Channels;
        var (height, taps) = (window.Window.Height, window.Window.Height * window.Window.Width);
        return pixels * (60 + (eights * (40 + (30 * height) + (4 * taps))) + (rest * 6L * taps) + (window.Output.Channels * 28L));
    }

    protected override PoolConstants Constants(AveragePool2D op, ITensorTable tensors) => PoolConstants.For(tensors, op);
}
