using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions on cores with the DSP extension: some pixels times two output channels, whose weights share halfwords.</summary>
/// <param name="pixelsAtOnce">Four are the fastest; two and one work in less memory, and serve where there are not more.</param>
internal sealed class ConvolveQuads(int pixelsAtOnce) : ConvolveColumns(
    pixelsAtOnce, fewestAtOnce: 1, mostTaps: 2048, ["scales_down", "groups", "bias_is_folded", "filter_offset"])
{
    private const string Group = "mnv2_quad_group.c";
    private static readonly Functions OfEights = Functions.Of("mnv2_convolve_quads_eights", Group);
    private static readonly Functions OfOthers = Functions.Of("mnv2_convolve_quads", Group);

    protected override Kernel Pixels { get; } = Kernel.Own("mnv2_convolve_quads_pixels_s8", "mnv2_convolve_quads_pixels_s8.c", Group);

    /// <summary>Where windows are gathered, pixels wait until there are enough.</summary>
    protected override bool CrossesRows(WindowGeometry window) => !IsReadInPlace(window);

    protected override Functions Serving(WindowGeometry window) => IsReadInPlace(window) ? OfEights : OfOthers;

    /// <summary>What is not needed is not linked: wide channels, and two pixels at once where none are left.</summary>
    protected override KernelArgument AtOnce(FilterWeights weights, int pixels)
    {
        string[] numbers = PixelsAtOnce switch
        {
            1 => ["one"],
            2 => ["two", "one"],
            _ => ["four", "two", "one"],
        };
        if (weights.Pairs.WideCount > 0)
            return Of(numbers[0] + "_wide", ["wide", "four", "two", "one"]);
        if (PixelsAtOnce < 4)
            return Of(numbers[0], numbers);
        return pixels % PixelsAtOnce == 2 ? Of("four_and_two", ["four_and_two", .. numbers]) : Of("four", ["four", "one"]);

        static RuntimeArgument Of(string name, string[] files) => new(
            $"mnv2_{name}_at_once", "mnv2_at_once", "at_once", Kernel.Files([.. files.Select(f => $"mnv2_{f}_at_once.c")]));
    }

    protected override string? WhyNot(Target target) =>
        target is { HasDsp: true, HasMve: false } ? null : "it is for cores with the DSP extension and without vectors";

    protected override string? WhyNot(FilterWeights weights, KernelQuestion question, int pixels) => weights.Pairs.WhyNot;

    protected override ImmutableArray<KernelArgument> Channels(FilterWeights weights, ChoiceBuilder choice) =>
    [
        choice.Constant(new ConstantRecipe(
            "pairs",
            weights.Comment(
                "for two channels each: start values, weights of both in one halfword, factors"
                    + (weights.Pairs.WideCount > 0 ? "; channels without a partner have their own" : "")),
            ElementType.Int32,
            weights.Pairs.SizeBytes,
            weights.Pairs.Pack)),
    ];

    /// <summary>Where channels come in eights, a window is expanded from the rows themselves; only what lies in the padding
    /// must be somewhere.</summary>
    private static bool IsReadInPlace(WindowGeometry window) => ChannelPairs.Filled(window.Input.Channels) == window.Input.Channels;

    /// <summary>Columns of the pixels at once as 16-bit values, and their bytes unless each window is a run of bytes of the
    /// input.</summary>
    protected override int ScratchBytes(WindowGeometry window) =>
        (PixelsAtOnce * 2 * ChannelPairs.Filled(window.Taps))
        + (window.IsRun ? 0 : IsReadInPlace(window) ? window.Input.Channels : PixelsAtOnce * ChannelPairs.Filled(window.Taps));

    protected override long Cost(WindowGeometry window, FilterWeights weights, Target target, int pixels, bool ofPixels)
    {
        var pairs = weights.Pairs;
        var isLimited = weights.Constants.Activation != ActivationRange.Of(ElementType.Int8);
        // Where the least output is the zero point, four pixels are rounded without regard to ties.
        var ties = isLimited || weights.Constants.OutputOffset != sbyte.MinValue ? 9 : 0;
        var tiles = window.Output.ElementCount / window.Output.Channels / pixels;
        var cost = pixels / PixelsAtOnce * CostOfGroup(PixelsAtOnce);
        return tiles * (pixels % PixelsAtOnce is > 0 and var rest ? cost + CostOfGroup(rest) : cost);

        // Counted in the assembly; what is around it, fitted to counts of emulated cores.
        long CostOfGroup(int group)
        {
            var filled = ChannelPairs.Filled(window.Taps);
            var (ofPair, expand) = group switch
            {
                1 => ((2 * filled) + 28, 5L * filled / 4),
                2 => ((13 * filled / 4) + 45, 2 * filled),
                _ => ((101 * filled / 16) + 49 + ties, 21 * filled / 4),
            };
            var ofWide = group > 2 ? (13 * filled / 4) + 55 : group * ((11 * filled / 4) + 40);
            return 125 + (25 * group) + CostOfGathering(window, group, ofPixels) + expand
                + ((long)pairs.PairCount * (ofPair + (isLimited ? 7 * group : 0))) + ((long)pairs.WideCount * ofWide);
        }
    }

    private long CostOfGathering(WindowGeometry window, int group, bool ofPixels)
    {
        var (height, width) = (window.Window.Height, window.Window.Width);
        if (ofPixels)
            return 0;
        if (IsReadInPlace(window))
        {
            if (window.IsRun)
                return 130;
            // Where a window reaches into the padding, its pixels are expanded one by one.
            var atBorder = height * width * 18L * group;
            return (70L * height) + (long)(atBorder * window.ShareAtBorder(PixelsAtOnce));
        }

        if (window.IsRun)
            return 75L * group;
        // Runs of bytes are copied word by word; at a border also what is in the padding.
        var run = width * window.Input.Channels;
        var inside = height * (12 + (5L * ((run / 4) + (run % 4))));
        return group * (30 + inside + (long)(((height * 105L) - inside) * window.ShareAtBorder(1)));
    }
}
