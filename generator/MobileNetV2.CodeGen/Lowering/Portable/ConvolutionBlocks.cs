using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>Packs the constants of <c>mnv2_convolve_blocks_s8</c>: blocks of four output channels, sixteen taps of each in turn.</summary>
internal static class ConvolutionBlocks
{
    /// <summary>The kernel computes neighbouring pixels in pairs.</summary>
    public const int PixelsAtOnce = 2;

    private const int TapsAtOnce = 16;
    private static readonly ImmutableArray<int> Order = [0, 1, 2, 3];

    /// <summary>Whether the operator fits that kernel (see its prototype) and the target gains by it.</summary>
    public static bool Fit(WindowGeometry window, ConvolutionConstants constants, StepBuilder step) =>
        step.Target.HasMve && constants.FilterOffset == 0 && window.FilterChannels == window.Input.Channels;

    /// <param name="filter">[output channels][taps] after flattening.</param>
    public static ConstantArgument Pack(Tensor filter, ImmutableArray<int> folded, ConvolutionConstants constants, StepBuilder step)
    {
        var weights = filter.Data!.Value.Span;
        var taps = weights.Length / folded.Length;
        var paddedTaps = (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;
        var blocks = new ChannelBlocks(folded, constants, Order, paddedTaps * Order.Length);
        for (var c = 0; c < folded.Length; c++)
        {
            var block = blocks.WeightsOf(c);
            for (var t = 0; t < taps; t += TapsAtOnce)
            {
                var run = weights.Slice((c * taps) + t, Math.Min(TapsAtOnce, taps - t));
                run.CopyTo(block[((t * Order.Length) + (c % Order.Length * TapsAtOnce))..]);
            }
        }

        return step.Constant(
            "blocks", $"{filter.Shape}, {filter.Name}; for four channels each: folded biases, multipliers, shifts, then the weights, 16 taps of each channel in turn",
            ElementType.Int32, blocks.Data);
    }

    /// <summary>Room for two windows, unless each is a run of bytes of the input.</summary>
    public static KernelArgument Scratch(WindowGeometry window, StepBuilder step)
    {
        if (window.Window.Height == 1 && window.Padding.IsZero && (window.Dilation.Width == 1 || window.Window.Width == 1))
            return new NullArgument();
        var taps = window.Window.Height * window.Window.Width * window.Input.Channels;
        return new BufferArgument(step.Scratch(2 * taps), 0, ElementType.Int8, IsReadOnly: false);
    }
}
