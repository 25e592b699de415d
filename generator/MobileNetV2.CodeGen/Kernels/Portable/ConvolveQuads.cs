using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions on cores with the DSP extension: four pixels times two output channels, whose weights share halfwords.</summary>
internal sealed class ConvolveQuads : ConvolutionRule
{
    private const int PixelsAtOnce = 4;

    /// <summary>The others are computed again and again.</summary>
    private const int LeastPixels = 3;

    /// <summary>Windows of more taps would take too much working memory as 16-bit values.</summary>
    private const int MostTaps = 2048;

    private const string File = "mnv2_convolve_quads_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_quads_s8", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_quads_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_quads_row_s8", File);

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!question.Target.HasDsp || question.Target.HasMve)
            return KernelAnswer.No("it is for cores with the DSP extension and without vectors");
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        var pixels = question.Form == KernelForm.Row ? window.Output.Width : window.Output.ElementCount / window.Output.Channels;
        if (pixels < LeastPixels)
            return KernelAnswer.No($"it has {pixels} pixels at a time, of which it computes {PixelsAtOnce} at once");
        var taps = window.Window.Height * window.Window.Width * window.Input.Channels;
        if (taps > MostTaps)
            return KernelAnswer.No($"its window has {taps} taps, more than {MostTaps}");
        if (weights.Pairs.WhyNot is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(window, weights.Constants, groups: 1, scalesDown: true),
                choice.Constant(new ConstantRecipe(
                    "pairs",
                    $"{weights.Filter.Shape}, {weights.Filter.Name}; for two channels each: start values, weights of both in one halfword, "
                        + "factors",
                    ElementType.Int32,
                    weights.Pairs.SizeBytes,
                    weights.Pairs.Pack)),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window, taps)),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce, acrossRows: true));
        choice.Instructions = Cost(window, taps, question.Form);
        return choice.Build();
    }

    private static bool IsRun(WindowGeometry window) =>
        window.Window.Height == 1 && window.Padding.IsZero && (window.Dilation.Width == 1 || window.Window.Width == 1);

    /// <summary>Columns of four pixels as 16-bit values, and their bytes unless each window is a run of bytes of the input.</summary>
    private static int ScratchBytes(WindowGeometry window, int taps) =>
        (PixelsAtOnce * 2 * ChannelPairs.Filled(taps)) + (IsRun(window) ? 0 : PixelsAtOnce * ChannelPairs.Filled(taps));

    /// <summary>Counted in the assembly: 12 instructions for two taps of eight sums, 50 for eight outputs;
    /// gathering and expanding windows.</summary>
    private static long Cost(WindowGeometry window, int taps, KernelForm form)
    {
        var filled = ChannelPairs.Filled(taps);
        var (height, width) = (window.Output.Batch * window.Output.Height, window.Output.Width);
        var quads = form == KernelForm.Row ? (long)height * Quads(width) : Quads(height * width);
        var pairs = (window.Output.Channels + 1) / 2;
        var gather = IsRun(window) ? 0 : PixelsAtOnce * ((3 * taps / 2) + (25 * window.Window.Height));
        return quads * (150 + gather + (13L * filled / 4) + (pairs * ((25L * filled / 4) + 50)));
    }

    private static int Quads(int pixels) => (pixels + PixelsAtOnce - 1) / PixelsAtOnce;
}
