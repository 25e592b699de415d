using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions on cores without products of pairs (Cortex-M0+, M3): two pixels in a word, of which one or two are computed
/// at a time.</summary>
/// <param name="pixelsAtOnce">Four are the fastest; two work in less memory, and serve where there are not more.</param>
/// <param name="isForAll">For the host too, where the plain kernel is faster: that is how the form in C is tested.</param>
internal sealed class ConvolveHalfwords(int pixelsAtOnce, bool isForAll = false) : ConvolutionRule
{
    /// <summary>Windows of more taps would take too much working memory, and corrections have 15 bits for a place.</summary>
    private const int MostTaps = 4096;

    private const string File = "mnv2_convolve_halfwords_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_halfwords_s8", File);
    private static readonly Kernel Pixels = Kernel.Own("mnv2_convolve_halfwords_pixels_s8", "mnv2_convolve_halfwords_pixels_s8.c", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_halfwords_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_halfwords_row_s8", File);

    private static readonly ImmutableArray<string> Unread = ["scales_down", "groups", "bias_is_folded"];

    protected override bool TakesFullyConnected => true;

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!isForAll && question.Target is not { HasDsp: false, HasMve: false, Core: not Core.Host })
            return KernelAnswer.No("it is for cores without the DSP extension");
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        var row = question.Form == KernelForm.Row ? question.TilePixels : window.Output.Width;
        if (row <= pixelsAtOnce / 2 && pixelsAtOnce > 2)
            return KernelAnswer.No($"it has {row} pixels at a time, of which it computes {pixelsAtOnce} at once");
        if (row == 1 && question.Operator is FullyConnected)
            return KernelAnswer.No("it has one row, for which there is a kernel without working memory");
        var taps = window.Window.Height * window.Window.Width * window.Input.Channels;
        if (taps > MostTaps)
            return KernelAnswer.No($"its window has {taps} taps, more than {MostTaps}");
        if (weights.Halfwords.WhyNot is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        var ofPixels = PixelParameters.Suit(window, question.Form);
        var words = weights.Halfwords.Words;
        choice.Call(
            ofPixels ? Pixels : question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ofPixels
                    ? PixelParameters.Of(window, weights.Constants, scalesDown: true, Unread)
                    : ConvolutionParameters.Of(window, weights.Constants, groups: 1, scalesDown: true, question.Form, Unread),
                choice.Constant(new ConstantRecipe(
                    "channels",
                    $"{weights.Filter.Shape}, {weights.Filter.Name}; for each channel: start values, weights as bytes from 0 on, factor, "
                        + "corrections",
                    ElementType.Int32,
                    words * sizeof(int),
                    weights.Halfwords.Pack)),
                new IntegerArgument(words),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window, taps)),
                new IntegerArgument(pixelsAtOnce),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce));
        choice.Instructions = new HalfwordCosts(window, weights, question.Target.Core).Of(row, pixelsAtOnce);
        return choice.Build();
    }

    /// <summary>Columns of the pixels at once: five words for four taps of two pixels. Then their bytes, unless each window is a run
    /// of the input; where channels come in fours, those of one pixel in the padding.</summary>
    private int ScratchBytes(WindowGeometry window, int taps) =>
        (pixelsAtOnce / 2 * 5 * HalfwordChannels.Filled(taps))
        + (HalfwordCosts.IsRun(window) ? 0 : HalfwordCosts.IsReadInPlace(window) ? window.Input.Channels : pixelsAtOnce * taps);
}
