using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions and fully connected layers on vectors: blocks of four output channels, sixteen taps of each in turn.</summary>
internal sealed class ConvolveBlocks : ConvolutionRule
{
    /// <summary>The kernel computes neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;
    private const int TapsAtOnce = 16;
    private const string File = "mnv2_convolve_blocks_s8.c";
    private static readonly ImmutableArray<int> Order = [0, 1, 2, 3];
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_blocks_s8", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_blocks_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_blocks_row_s8", File);

    public override ImmutableArray<Type> Served => [.. base.Served, typeof(FullyConnected)];

    protected override bool Serves(KernelQuestion question) => question.Operator is FullyConnected || base.Serves(question);

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var constants = weights.Constants;
        if (!question.Target.HasMve)
            return KernelAnswer.No("it is for vectors of Helium");
        if (constants.FilterOffset != 0)
            return KernelAnswer.No("its weights have a zero point");
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(window, constants, groups: 1, ChannelBlocks.ScalesDown(constants), question.Form,
                    ChannelBlocks.Unread),
                choice.Constant(Recipe(weights)),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window)),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        choice.Instructions = Cost(window, question);
        return choice.Build();
    }

    private static long Cost(WindowGeometry window, KernelQuestion question)
    {
        var (macs, outputs) = (MacCount.Of(question.Tensors, question.Operator), question.Output.Shape.ElementCount);
        return question.Operator is FullyConnected
            ? CostModel.FullyConnected(question.Target, macs, outputs, window.Input.Width)
            : CostModel.Convolution(question.Target, macs, outputs, outputs / window.Output.Channels);
    }

    private static ConstantRecipe Recipe(FilterWeights weights)
    {
        var filter = weights.Filter;
        var taps = filter.Shape.ElementCount / weights.Channels;
        var weightBytes = (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce * Order.Length;
        return new ConstantRecipe(
            "blocks",
            $"for 4 channels each: folded biases, multipliers, shifts, weights 16 taps at a time; {filter.Shape}, {filter.Name}",
            ElementType.Int32,
            ChannelBlocks.SizeBytes(weights.Channels, Order.Length, weightBytes),
            () => Pack(weights, taps, weightBytes));
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights, int taps, int weightBytes)
    {
        var source = weights.Filter.Data!.Value.Span;
        var blocks = new ChannelBlocks(weights.Folded, weights.Constants, Order, weightBytes);
        for (var c = 0; c < weights.Channels; c++)
        {
            var block = blocks.WeightsOf(c);
            for (var t = 0; t < taps; t += TapsAtOnce)
            {
                var run = source.Slice((c * taps) + t, Math.Min(TapsAtOnce, taps - t));
                run.CopyTo(block[((t * Order.Length) + (c % Order.Length * TapsAtOnce))..]);
            }
        }

        return blocks.Data;
    }

    /// <summary>Room for two windows, unless each is a run of bytes of the input.</summary>
    private static int ScratchBytes(WindowGeometry window)
    {
        var isRun = window.Window.Height == 1 && window.Padding.IsZero && (window.Dilation.Width == 1 || window.Window.Width == 1);
        return isRun ? 0 : 2 * window.Window.Height * window.Window.Width * window.Input.Channels;
    }
}
