using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions on vectors: blocks of sixteen channels, tap by tap.</summary>
internal sealed class DepthwiseBlocks : DepthwiseRule
{
    private const string File = "mnv2_depthwise_convolve_blocks_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_convolve_blocks_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_convolve_blocks_row_s8", File);

    /// <summary>Widening products twice leaves channels in the order 0, 4, 8, 12, 2, 6, 10, 14, 1, ...: here the place of each.</summary>
    private static readonly ImmutableArray<int> Order = [0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15];

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question) =>
        !question.Target.HasMve ? "it is for vectors of Helium"
        : window.Input.Channels != window.Output.Channels ? "it has a depth multiplier"
        : window.Window.Height * window.Window.Width > PortableLimits.BlockTaps
            ? $"its window has more than {PortableLimits.BlockTaps} taps"
        : weights.Constants.FilterOffset != 0 ? "its weights have a zero point"
        : weights.HasLowest ? "a weight is -128"
        : !ChannelBlocks.ScalesDown(weights.Constants) && !weights.IsSmall ? "its sums may be too large to be scaled in 32 bits"
        : null;

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice) =>
        choice.Call(
        question.Form == KernelForm.Row ? Row : Whole,
        [
            ConvolutionParameters.Of(
                window, weights.Constants, groups: window.Input.Channels, ChannelBlocks.ScalesDown(weights.Constants), question.Form,
                ChannelBlocks.Unread),
            choice.Constant(Recipe(weights)),
            choice.Read(question.Operator.Input),
            ChoiceBuilder.Write(question.Operator.Output),
            .. choice.RowRange,
        ]);

    /// <summary>Fitted to counts of emulated cores: a block of fewer channels costs as much as one of sixteen.</summary>
    protected override long Cost(WindowGeometry window, KernelQuestion question)
    {
        var output = window.Output;
        var blocks = (output.Channels + Order.Length - 1) / Order.Length;
        var ofBlock = 28 + (25L * window.Window.Height * window.Window.Width);
        return (long)(output.ElementCount / output.Channels) * (75 + (blocks * ofBlock));
    }

    private static ConstantRecipe Recipe(FilterWeights weights)
    {
        var filter = weights.Filter;
        var taps = filter.Shape.ElementCount / weights.Channels;
        return new ConstantRecipe(
            "blocks",
            $"for 16 channels each: folded biases, multipliers, shifts, weights tap by tap; {filter.Shape}, {filter.Name}",
            ElementType.Int32,
            ChannelBlocks.SizeBytes(weights.Channels, Order.Length, taps * Order.Length),
            () => Pack(weights, taps));
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights, int taps)
    {
        var source = weights.Filter.Data!.Value.Span;
        var blocks = new ChannelBlocks(weights.Folded, weights.Constants, Order, taps * Order.Length);
        for (var c = 0; c < weights.Channels; c++)
        {
            var block = blocks.WeightsOf(c);
            for (var t = 0; t < taps; t++)
                block[(t * Order.Length) + (c % Order.Length)] = source[(t * weights.Channels) + c];
        }

        return blocks.Data;
    }
}
