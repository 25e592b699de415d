using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions on cores without products of pairs (Cortex-M0+, M3): two pixels in a word, of which one or two are computed
/// at a time.</summary>
/// <param name="pixelsAtOnce">Four are the fastest; two work in less memory, and serve where there are not more.</param>
/// <param name="isForAll">For the host too, where the plain kernel is faster: that is how the form in C is tested.</param>
internal sealed class ConvolveHalfwords(int pixelsAtOnce, bool isForAll = false) : ConvolveColumns(
    pixelsAtOnce, fewestAtOnce: 2, MostTaps, ["scales_down", "groups", "bias_is_folded"])
{
    /// <summary>Corrections have 15 bits for the place of a tap, too.</summary>
    private const int MostTaps = 4096;

    private static readonly Functions OfWindows = Functions.Of("mnv2_convolve_halfwords");

    protected override Kernel Pixels { get; } = Kernel.Own(
        "mnv2_convolve_halfwords_pixels_s8", "mnv2_convolve_halfwords_pixels_s8.c", "mnv2_convolve_halfwords_s8.c");

    protected override bool CrossesRows(WindowGeometry window) => false;

    protected override Functions Serving(WindowGeometry window) => OfWindows;

    protected override KernelArgument AtOnce(FilterWeights weights, int pixels) => new IntegerArgument(PixelsAtOnce, "pixels_at_once");

    protected override string? WhyNot(Target target) =>
        isForAll || target is { HasDsp: false, HasMve: false, Core: not Core.Host } ? null : "it is for cores without the DSP extension";

    protected override string? WhyNot(FilterWeights weights, KernelQuestion question, int pixels) =>
        pixels == 1 && question.Operator is FullyConnected ? "it has one row, for which there is a kernel without working memory"
        : weights.Halfwords.WhyNot;

    protected override ImmutableArray<KernelArgument> Channels(FilterWeights weights, ChoiceBuilder choice)
    {
        var words = weights.Halfwords.Words;
        return
        [
            choice.Constant(new ConstantRecipe(
                "channels",
                weights.Comment("for each channel: start values, weights as bytes from 0 on, factor, corrections"),
                ElementType.Int32,
                words * sizeof(int),
                weights.Halfwords.Pack)),
            new IntegerArgument(words),
        ];
    }

    /// <summary>Columns of the pixels at once: five words for four taps of two pixels. Then their bytes, unless each window is a run
    /// of the input; where channels come in fours, those of one pixel in the padding.</summary>
    protected override int ScratchBytes(WindowGeometry window) =>
        (PixelsAtOnce / 2 * 5 * HalfwordChannels.Filled(window.Taps))
        + (window.IsRun ? 0 : HalfwordCosts.IsReadInPlace(window) ? window.Input.Channels : PixelsAtOnce * window.Taps);

    protected override long Cost(WindowGeometry window, FilterWeights weights, Target target, int pixels, bool ofPixels) =>
        new HalfwordCosts(window, weights, target.Core).Of(pixels, PixelsAtOnce);
}
