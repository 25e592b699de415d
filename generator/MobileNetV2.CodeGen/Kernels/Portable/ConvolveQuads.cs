using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions on cores with the DSP extension: some pixels times two output channels, whose weights share halfwords.</summary>
/// <param name="pixelsAtOnce">Four are the fastest; two and one work in less memory, and serve where there are not more.</param>
internal sealed class ConvolveQuads(int pixelsAtOnce) : ConvolutionRule
{
    /// <summary>Windows of more taps would take too much working memory as 16-bit values.</summary>
    private const int MostTaps = 2048;

    private const string File = "mnv2_convolve_quads_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_quads_s8", File);
    private static readonly Kernel Pixels = Kernel.Own("mnv2_convolve_quads_pixels_s8", "mnv2_convolve_quads_pixels_s8.c", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_quads_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_quads_row_s8", File);

    private static readonly ImmutableArray<string> Unread = ["scales_down", "groups", "bias_is_folded", "filter_offset"];

    protected override bool TakesFullyConnected => true;

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!question.Target.HasDsp || question.Target.HasMve)
            return KernelAnswer.No("it is for cores with the DSP extension and without vectors");
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        var pixels = question.Form == KernelForm.Row ? question.TilePixels : window.Output.ElementCount / window.Output.Channels;
        if (pixels <= pixelsAtOnce / 2)
            return KernelAnswer.No($"it has {pixels} pixels at a time, of which it computes {pixelsAtOnce} at once");
        var taps = window.Window.Height * window.Window.Width * window.Input.Channels;
        if (taps > MostTaps)
            return KernelAnswer.No($"its window has {taps} taps, more than {MostTaps}");
        if (weights.Pairs.WhyNot is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        var ofPixels = PixelParameters.Suit(window, question.Form);
        choice.Call(
            ofPixels ? Pixels : question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ofPixels
                    ? PixelParameters.Of(window, weights.Constants, scalesDown: true, Unread)
                    : ConvolutionParameters.Of(window, weights.Constants, groups: 1, scalesDown: true, question.Form, Unread),
                choice.Constant(new ConstantRecipe(
                    "pairs",
                    $"{weights.Filter.Shape}, {weights.Filter.Name}; for two channels each: start values, weights of both in one halfword, "
                        + "factors" + (weights.Pairs.WideCount > 0 ? "; channels without a partner have their own" : ""),
                    ElementType.Int32,
                    weights.Pairs.SizeBytes,
                    weights.Pairs.Pack)),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window, taps)),
                new IntegerArgument(pixelsAtOnce),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce, acrossRows: true));
        choice.Instructions = Cost(window, weights, taps, pixels, ofPixels);
        return choice.Build();
    }

    private static bool IsRun(WindowGeometry window) =>
        window.Window.Height == 1 && window.Padding.IsZero && (window.Dilation.Width == 1 || window.Window.Width == 1);

    /// <summary>Where channels come in eights, a window is expanded from the rows themselves; only what lies in the padding
    /// must be somewhere.</summary>
    private static bool IsReadInPlace(WindowGeometry window) => ChannelPairs.Filled(window.Input.Channels) == window.Input.Channels;

    /// <summary>Columns of the pixels at once as 16-bit values, and their bytes unless each window is a run of bytes of the
    /// input.</summary>
    private int ScratchBytes(WindowGeometry window, int taps) =>
        (pixelsAtOnce * 2 * ChannelPairs.Filled(taps))
        + (IsRun(window) ? 0 : IsReadInPlace(window) ? window.Input.Channels : pixelsAtOnce * ChannelPairs.Filled(taps));

    /// <param name="pixels">Of a tile.</param>
    /// <param name="ofPixels">By the form that knows no rows.</param>
    private long Cost(WindowGeometry window, FilterWeights weights, int taps, int pixels, bool ofPixels)
    {
        var pairs = weights.Pairs;
        var isLimited = weights.Constants.Activation != ActivationRange.Of(ElementType.Int8);
        var tiles = window.Output.ElementCount / window.Output.Channels / pixels;
        var cost = pixels / pixelsAtOnce * CostOfGroup(pixelsAtOnce);
        return tiles * (pixels % pixelsAtOnce is > 0 and var rest ? cost + CostOfGroup(rest) : cost);

        // Counted in the assembly; what is around it, fitted to counts of emulated cores.
        long CostOfGroup(int group)
        {
            var filled = ChannelPairs.Filled(taps);
            var (ofPair, expand) = group switch
            {
                1 => ((2 * filled) + 27, 5L * filled / 4),
                2 => ((13 * filled / 4) + 44, 2 * filled),
                _ => ((25 * filled / 4) + 50, 13 * filled / 4),
            };
            var ofWide = group > 2 ? (13 * filled / 4) + 55 : group * ((11 * filled / 4) + 40);
            return 250 + (25 * group) + CostOfGathering(window, taps, group, ofPixels) + expand
                + ((long)pairs.PairCount * (ofPair + (isLimited ? 7 * group : 0))) + ((long)pairs.WideCount * ofWide);
        }
    }

    private long CostOfGathering(WindowGeometry window, int taps, int group, bool ofPixels)
    {
        var (height, width) = (window.Window.Height, window.Window.Width);
        if (IsReadInPlace(window))
        {
            if (IsRun(window))
                return ofPixels ? 0 : 130;
            // Where a window reaches into the padding, its pixels are expanded one by one.
            var atBorder = height * width * 18L * group;
            return (70L * height) + (long)(atBorder * ShareAtBorder(window));
        }

        return IsRun(window) ? 75L * group : group * (10 + (55L * height));
    }

    /// <summary>Groups of pixels whose windows reach into the padding.</summary>
    private double ShareAtBorder(WindowGeometry window)
    {
        var groups = (double)((window.Output.Width + pixelsAtOnce - 1) / pixelsAtOnce);
        var columns = Math.Min(groups, (window.Padding.Left > 0 ? 1 : 0) + (window.Padding.Right > 0 ? 1 : 0)) / groups;
        var rows = Math.Min(1, (double)(window.Padding.Top + window.Padding.Bottom) / window.Output.Height);
        return 1 - ((1 - columns) * (1 - rows));
    }
}
