using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Depthwise convolutions of any kind.</summary>
internal sealed class DepthwiseConvolve : DepthwiseRule
{
    private const string File = "mnv2_depthwise_convolve_s8.c";
    private static readonly ImmutableArray<string> Unread = ["groups", "scales_down"];
    private static readonly Kernel Whole = Kernel.Own("mnv2_depthwise_convolve_s8", File);
    private static readonly Kernel Tall = Kernel.Own("mnv2_depthwise_convolve_tall_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_depthwise_convolve_row_s8", File);

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question) => null;

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice)
    {
        var op = (DepthwiseConv2D)question.Operator;
        var filter = choice.Weights(op.Filter, "filter");
        var folded =
            choice.Words("bias", "bias of each output channel, input zero point folded in", weights.Channels, () => weights.Folded);
        var factors = ChannelFactors.Of(weights.Constants, choice);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(window, weights.Constants, groups: window.Input.Channels, scalesDown: false,
                    question.Form, Unread),
                factors.Multiplier,
                factors.Shift,
                choice.Read(op.Input),
                filter,
                folded,
                .. table,
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
    }
}
