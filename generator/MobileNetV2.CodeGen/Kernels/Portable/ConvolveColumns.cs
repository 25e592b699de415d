using System.Collections.Immutable;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions that compute some pixels at a time: their windows are written to scratch as columns of words first, once for all
/// output channels, whose constants the generator packs.</summary>
/// <param name="pixelsAtOnce">The more, the faster; fewer work in less memory, and serve where there are not more.</param>
/// <param name="fewestAtOnce">That there is a form for; it takes any number of pixels.</param>
/// <param name="mostTaps">Windows of more would take too much working memory.</param>
/// <param name="unread">Fields of the parameters that the functions do not read.</param>
internal abstract class ConvolveColumns(
    int pixelsAtOnce, int fewestAtOnce, int mostTaps, ImmutableArray<string> unread) : ConvolutionRule
{
    protected int PixelsAtOnce => pixelsAtOnce;

    protected sealed override bool TakesFullyConnected => true;

    /// <summary>The pixels at once may lie in several rows.</summary>
    protected abstract bool CrossesRows(WindowGeometry window);

    protected sealed override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var pixels = question.Form == KernelForm.Row ? question.TilePixels
            : CrossesRows(window) ? window.Output.ElementCount / window.Output.Channels
            : window.Output.Width;
        if (WhyNot(question.Target) is { } wrongCore)
            return KernelAnswer.No(wrongCore);
        if (window.FilterChannels != window.Input.Channels)
            return KernelAnswer.No("it has groups");
        if (pixelsAtOnce > fewestAtOnce && pixels <= pixelsAtOnce / 2)
            return KernelAnswer.No($"it has {pixels} pixels at a time, of which it computes {pixelsAtOnce} at once");
        if (window.Taps > mostTaps)
            return KernelAnswer.No($"its window has {window.Taps} taps, more than {mostTaps}");
        if (WhyNot(weights, question, pixels) is { } whyNot)
            return KernelAnswer.No(whyNot);
        var choice = new ChoiceBuilder(question);
        var table = choice.RowTable(window.Window.Height);
        var ofPixels = PixelParameters.Suit(window, question.Form);
        var functions = Serving(window);
        choice.Call(
            ofPixels ? Pixels : question.Form == KernelForm.Row ? functions.Row : table.IsEmpty ? functions.Whole : functions.Tall,
            [
                ofPixels
                    ? PixelParameters.Of(window, weights.Constants, scalesDown: true, unread)
                    : ConvolutionParameters.Of(window, weights.Constants, groups: 1, scalesDown: true, question.Form, unread),
                .. Channels(weights, choice),
                choice.Read(question.Operator.Input),
                choice.Scratch(ScratchBytes(window)),
                AtOnce(weights, pixels),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce, CrossesRows(window)));
        choice.Instructions = Cost(window, weights, question.Target, pixels, ofPixels);
        return choice.Build();
    }

    /// <summary>For pixels by themselves.</summary>
    protected abstract Kernel Pixels { get; }

    /// <summary>For windows.</summary>
    protected abstract Functions Serving(WindowGeometry window);

    /// <summary>Tells a function how many pixels are computed at once.</summary>
    /// <param name="pixels">Of a tile.</param>
    protected abstract KernelArgument AtOnce(FilterWeights weights, int pixels);

    protected abstract string? WhyNot(Target target);

    /// <param name="pixels">Of a tile.</param>
    protected abstract string? WhyNot(FilterWeights weights, KernelQuestion question, int pixels);

    /// <summary>The packed constants, and what the functions want to know of them.</summary>
    protected abstract ImmutableArray<KernelArgument> Channels(FilterWeights weights, ChoiceBuilder choice);

    protected abstract int ScratchBytes(WindowGeometry window);

    /// <param name="pixels">Of a tile.</param>
    /// <param name="ofPixels">By the form that knows no rows.</param>
    protected abstract long Cost(WindowGeometry window, FilterWeights weights, Target target, int pixels, bool ofPixels);

    /// <summary>Of one file.</summary>
    /// <param name="Tall">Takes a row table.</param>
    protected sealed record Functions(Kernel Whole, Kernel Tall, Kernel Row)
    {
        /// <param name="files">That it needs beside its own.</param>
        public static Functions Of(string name, params ReadOnlySpan<string> files)
        {
            string[] all = [name + "_s8.c", .. files];
            return new(Kernel.Own(name + "_s8", all), Kernel.Own(name + "_tall_s8", all), Kernel.Own(name + "_row_s8", all));
        }
    }
}
