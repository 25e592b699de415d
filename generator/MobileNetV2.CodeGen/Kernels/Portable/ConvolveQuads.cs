using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

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
        choice.Instructions = Cost(window, weights.Pairs, taps, pixels);
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
    private long Cost(WindowGeometry window, ChannelPairs pairs, int taps, int pixels)
    {
        var tiles = window.Output.ElementCount / window.Output.Channels / pixels;
        var cost = pixels / pixelsAtOnce * CostOfGroup(window, pairs, taps, pixelsAtOnce);
        return tiles * (pixels % pixelsAtOnce is > 0 and var rest ? cost + CostOfGroup(window, pairs, taps, rest) : cost);
    }

    /// <summary>Counted in the assembly; gathering and expanding windows besides.</summary>
    private static long CostOfGroup(WindowGeometry window, ChannelPairs pairs, int taps, int pixels)
    {
        var filled = ChannelPairs.Filled(taps);
        var gather = IsRun(window) ? 0
            : IsReadInPlace(window) ? 70 * window.Window.Height
            : pixels * ((3 * taps / 2) + (25 * window.Window.Height));
        var (ofPair, expand) = pixels switch
        {
            1 => ((2 * filled) + 27, 5L * filled / 4),
            2 => ((13 * filled / 4) + 44, 2 * filled),
            _ => ((25 * filled / 4) + 50, 13 * filled / 4),
        };
        var ofWide = pixels > 2 ? (13 * filled / 4) + 55 : pixels * ((11 * filled / 4) + 40);
        return 150 + gather + expand + ((long)pairs.PairCount * ofPair) + ((long)pairs.WideCount * ofWide);
    }
}
