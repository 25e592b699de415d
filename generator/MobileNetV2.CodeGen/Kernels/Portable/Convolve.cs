using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions of any kind.</summary>
internal sealed class Convolve : ConvolutionRule
{
    /// <summary>The kernel computes neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;
    private const string File = "mnv2_convolve_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_convolve_s8", File);
    private static readonly Kernel Pixels = Kernel.Own("mnv2_convolve_pixels_s8", "mnv2_convolve_pixels_s8.c", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_convolve_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_convolve_row_s8", File);

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var choice = new ChoiceBuilder(question);
        var constants = weights.Constants;
        var filter = Plain(weights, question, choice);
        var folded =
            choice.Words("bias", "bias of each output channel, input zero point folded in", weights.Channels, () => weights.Folded);
        var factors = ChannelFactors.Of(constants, choice);
        var table = choice.RowTable(window.Window.Height);
        var ofPixels = PixelParameters.Suit(window, question.Form);
        choice.Call(
            ofPixels ? Pixels : question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ofPixels
                    ? PixelParameters.Of(window, constants, weights.AllowsScaleDown)
                    : ConvolutionParameters.Of(window, constants, window.Input.Channels / window.FilterChannels,
                        weights.AllowsScaleDown, question.Form),
                factors.Multiplier,
                factors.Shift,
                choice.Read(question.Operator.Input),
                filter,
                folded,
                choice.Scratch(ScratchBytes(window, constants, question)),
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        var outputs = window.Output.ElementCount;
        // It has no form for vectors: where another kernel has, it costs many times as much.
        choice.Instructions = CostModel.Convolution(
            question.Target with { HasMve = false },
            MacCount.Of(question.Tensors, question.Operator),
            outputs,
            outputs / window.Output.Channels);
        return choice.Build();
    }

    /// <summary>Room for two windows of 16-bit values, where the kernel can use them.</summary>
    private static int ScratchBytes(WindowGeometry window, ConvolutionConstants constants, KernelQuestion question)
    {
        if (!question.Target.HasDsp || question.Target.HasMve || constants.FilterOffset != 0
            || window.FilterChannels != window.Input.Channels)
            return 0;
        var taps = window.Taps;
        return (16 * (taps / 4)) + (8 * (taps % 4)) + taps;
    }
}
