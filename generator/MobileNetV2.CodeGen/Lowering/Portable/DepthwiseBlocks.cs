using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>Packs the constants of <c>mnv2_depthwise_convolve_blocks_s8</c>: blocks of sixteen channels, tap by tap.</summary>
internal static class DepthwiseBlocks
{
    /// <summary>Widening products twice leaves channels in the order 0, 4, 8, 12, 2, 6, 10, 14, 1, ...: here the place of each.</summary>
    private static readonly ImmutableArray<int> Order = [0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15];

    /// <summary>Whether the operator fits that kernel (see its prototype) and the target gains by it.</summary>
    public static bool Fit(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step) =>
        step.Target.HasMve
        && window.Input.Channels == window.Output.Channels
        && window.Window.Height * window.Window.Width <= PortableLimits.BlockTaps
        && constants.FilterOffset == 0
        && !LittleEndian.Int8(step[op.Filter].Data!.Value).Contains(sbyte.MinValue)
        && (ChannelBlocks.ScalesDown(constants) || AccumulatorRange.IsSmall(step[op.Filter], op.Bias is { } b ? step[b] : null, constants, window.Output.Channels, channelsAreLast: true));

    public static ConstantArgument Pack(Tensor filter, ImmutableArray<int> folded, ConvolutionConstants constants, StepBuilder step)
    {
        var weights = filter.Data!.Value.Span;
        var channels = folded.Length;
        var taps = weights.Length / channels;
        var blocks = new ChannelBlocks(folded, constants, Order, taps * Order.Length);
        for (var c = 0; c < channels; c++)
        {
            var block = blocks.WeightsOf(c);
            for (var t = 0; t < taps; t++)
                block[(t * Order.Length) + (c % Order.Length)] = weights[(t * channels) + c];
        }

        return step.Constant(
            "blocks", $"{filter.Shape}, {filter.Name}; for sixteen channels each: folded biases, multipliers, shifts, then the weights tap by tap",
            ElementType.Int32, blocks.Data);
    }
}
