using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions and fully connected layers on vectors: four pixels times four output channels, sixteen taps at a time.</summary>
internal sealed class ConvolveSquares : ConvolutionRule
{
    private const int PixelsAtOnce = 4;
    private const int TapsAtOnce = 16;

    /// <summary>Distances of outputs, of four pixels and a half of a block, are counted in 16 bits.</summary>
    private const int MostChannels = (ushort.MaxValue - 2) / (PixelsAtOnce - 1);

    private const string File = "mnv2_convolve_squares_s8.c";
    private static readonly ImmutableArray<int> Order = [0, 1, 2, 3];
    private static readonly ImmutableArray<string> Unread = ["groups", "bias_is_folded"];
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_squares_s8", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_squares_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_squares_row_s8", File);

    protected override bool TakesFullyConnected => true;

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!question.Target.HasMve)
            return KernelAnswer.No("it is for vectors of Helium");
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        if (window.Output.Channels > MostChannels)
            return KernelAnswer.No($"it has {window.Output.Channels} output channels, more than {MostChannels}");
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(window, weights.Constants, groups: 1, ChannelBlocks.ScalesDown(weights.Constants), question.Form,
                    Unread),
                choice.Constant(Recipe(weights)),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window)),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        choice.Instructions = Cost(window, weights.Constants, question);
        return choice.Build();
    }

    private static ConstantRecipe Recipe(FilterWeights weights)
    {
        var filter = weights.Filter;
        var taps = filter.Shape.ElementCount / weights.Channels;
        var weightBytes = Filled(taps) * Order.Length;
        return new ConstantRecipe(
            "blocks",
            $"for 4 channels each: weights 16 taps at a time, folded biases, multipliers, shifts; {filter.Shape}, {filter.Name}",
            ElementType.Int32,
            ChannelBlocks.SizeBytes(weights.Channels, Order.Length, weightBytes),
            () => Pack(weights, taps, weightBytes));
    }

    private static ReadOnlyMemory<byte> Pack(FilterWeights weights, int taps, int weightBytes)
    {
        var source = weights.Filter.Data!.Value.Span;
        var blocks = new ChannelBlocks(
            weights.Folded, weights.Constants, Order, weightBytes, weightsAreFirst: true, ChannelBlocks.ShiftBytes);
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

    private static int Filled(int taps) => (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;

    /// <summary>Four windows, or what is too near to the end of a row to be read in whole vectors.</summary>
    private static int ScratchBytes(WindowGeometry window)
    {
        var filled = Filled(window.Taps);
        var step = window.Stride.Width * window.Input.Channels;
        var windows = window.IsRun ? (filled - window.Taps + step - 1) / step : PixelsAtOnce;
        return Math.Min(windows, PixelsAtOnce) * filled;
    }

    private static long Cost(WindowGeometry window, ConvolutionConstants constants, KernelQuestion question)
    {
        var rows = (long)window.Output.Batch * window.Output.Height;
        var tile = question.Form == KernelForm.Row ? question.TilePixels : window.Output.Width;
        var (groups, rest) = Math.DivRem(tile, PixelsAtOnce);
        var cost = (groups + (rest > 1 ? 1 : 0)) * CostOfPixels(window, constants, PixelsAtOnce);
        var ofRow = rest == 1 ? cost + CostOfPixels(window, constants, 1) : cost;
        return rows * (window.Output.Width / tile) * ofRow + (question.Form == KernelForm.Row ? 0 : 320);
    }

    /// <summary>Counted in the assembly; what is around it, fitted to counts of emulated cores.</summary>
    private static long CostOfPixels(WindowGeometry window, ConvolutionConstants constants, int pixels)
    {
        var (taps, blocks) = (window.Taps, (window.Output.Channels + Order.Length - 1) / Order.Length);
        var more = (Filled(taps) / TapsAtOnce) - 1;
        var finish = !ChannelBlocks.ScalesDown(constants) ? 34
            : constants.OutputOffset == sbyte.MinValue && constants.Activation == ActivationRange.Of(ElementType.Int8)
                && constants.FilterOffset == 0 ? 0
            : 18;
        // Where the channels of a block are no word, they are stored in two parts.
        var byBytes = window.Output.Channels % Order.Length == 0 ? 0 : 6;
        var ofBlock = pixels == 1 ? 32 + (10 * more) : 77 + (28 * more) + (more / 2 * 4) + finish + byBytes;
        var sum = constants.FilterOffset == 0 ? 0 : 15 + (4 * more);
        return 64 + (pixels * (CostOfGathering(window) + sum)) + ((long)blocks * ofBlock);
    }

    private static long CostOfGathering(WindowGeometry window)
    {
        if (window.IsRun)
            return 0;
        // Where a window reaches into the padding, its pixels are gathered one by one.
        var (height, run) = (window.Window.Height, window.Window.Width * window.Input.Channels);
        var atBorder = window.ShareAtBorder(PixelsAtOnce);
        if (run <= TapsAtOnce && window.Dilation.Width == 1)
            return 10 + (9 * height) + (long)((63 + (15 * height)) * atBorder);
        var vectors = (run + TapsAtOnce - 1) / TapsAtOnce;
        return 10 + (height * (10 + (7 * vectors))) + (long)(30 * height * atBorder);
    }
}
