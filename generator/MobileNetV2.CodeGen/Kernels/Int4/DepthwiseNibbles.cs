using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Int4;

/// <summary>Depthwise convolutions whose weights stay at 4 bits.</summary>
internal sealed class DepthwiseNibbles : DepthwiseRule
{
    private const string File = "mnv2_depthwise_convolve_s4.c";
    private static readonly ImmutableArray<string> Unread = ["groups", "bias_is_folded", "scales_down", "filter_offset"];
    private static readonly Kernel Whole = Kernel.Int4("mnv2_depthwise_convolve_s4", File);
    private static readonly Kernel Tall = Kernel.Int4("mnv2_depthwise_convolve_tall_s4", File);
    private static readonly Kernel Row = Kernel.Int4("mnv2_depthwise_convolve_row_s4", File);

    protected override int PixelsAtOnce => 1;

    protected override string? WhyNot(WindowGeometry window, FilterWeights weights, KernelQuestion question) =>
        !NibbleWeights.Fit(weights.Filter) ? "some weight needs more than 4 bits"
        : weights.Constants.FilterOffset != 0 ? "its weights have a zero point"
        : null;

    protected override long Cost(WindowGeometry window, KernelQuestion question) => 2 * base.Cost(window, question);

    protected override void Call(WindowGeometry window, FilterWeights weights, KernelQuestion question, ChoiceBuilder choice)
    {
        var op = (DepthwiseConv2D)question.Operator;
        var filter = choice.Constant(NibbleWeights.Recipe(weights.Filter, weights.Channels));
        var folded = choice.Words(
            "bias", "bias of each output channel, input zero point folded in", weights.Channels, () => weights.Folded);
        var factors = ChannelFactors.Of(weights.Constants, choice);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(
                    window, weights.Constants, groups: window.Input.Channels, scalesDown: false, question.Form, Unread),
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
