using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Int4;

/// <summary>Convolutions and fully connected layers whose weights stay at 4 bits.</summary>
internal sealed class ConvolveNibbles : ConvolutionRule
{
    private const int PixelsAtOnce = 2;
    private const string File = "mnv2_convolve_s4.c";
    private static readonly ImmutableArray<string> Unread = ["bias_is_folded", "scales_down", "filter_offset"];
    private static readonly Kernel Whole = Kernel.Int4("mnv2_convolve_s4", File);
    private static readonly Kernel Tall = Kernel.Int4("mnv2_convolve_tall_s4", File);
    private static readonly Kernel Row = Kernel.Int4("mnv2_convolve_row_s4", File);

    public override ImmutableArray<Type> Served => [.. base.Served, typeof(FullyConnected)];

    protected override bool Serves(KernelQuestion question) => question.Operator is FullyConnected || base.Serves(question);

    protected override KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        if (!NibbleWeights.Fit(weights.Filter))
            return KernelAnswer.No("some weight needs more than 4 bits");
        if (window.FilterChannels == 1)
            return KernelAnswer.No("runs of one weight are no smaller when they are packed");
        if (weights.Constants.FilterOffset != 0)
            return KernelAnswer.No("its weights have a zero point");
        var choice = new ChoiceBuilder(question);
        var filter = choice.Constant(NibbleWeights.Recipe(weights.Filter, window.FilterChannels));
        var folded = choice.Words(
            "bias", "bias of each output channel, input zero point folded in", weights.Channels, () => weights.Folded);
        var factors = ChannelFactors.Of(weights.Constants, choice);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(
                    window, weights.Constants, window.Input.Channels / window.FilterChannels, scalesDown: false, question.Form, Unread),
                factors.Multiplier,
                factors.Shift,
                choice.Read(question.Operator.Input),
                filter,
                folded,
                .. table,
                ChoiceBuilder.Write(question.Operator.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(question.Operator.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        var outputs = window.Output.ElementCount;
        choice.Instructions = 2 * CostModel.Convolution(
            question.Target, MacCount.Of(question.Tensors, question.Operator), outputs, outputs / window.Output.Channels);
        return choice.Build();
    }
}
