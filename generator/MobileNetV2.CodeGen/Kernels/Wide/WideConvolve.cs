using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Convolutions of any kind.</summary>
internal sealed class WideConvolve : WideFilterRule<Conv2D>
{
    private const string File = "mnv2_convolve_s16.c";
    private static readonly ImmutableArray<string> Unread =
        ["bias_is_folded", "scales_down", "input_zero_point", "filter_offset", "output_offset"];
    private static readonly Kernel Whole = Kernel.Wide("mnv2_convolve_s16", File);
    private static readonly Kernel Tall = Kernel.Wide("mnv2_convolve_tall_s16", File);
    private static readonly Kernel Row = Kernel.Wide("mnv2_convolve_row_s16", File);

    public override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    protected override KernelAnswer Answer(Conv2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors).Simplified();
        var constants = ConvolutionConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? Row : table.IsEmpty ? Whole : Tall,
            [
                ConvolutionParameters.Of(
                    window, constants, window.Input.Channels / window.FilterChannels, scalesDown: false, question.Form, Unread),
                factors.Multiplier,
                factors.Shift,
                choice.Read(op.Input),
                choice.Weights(op.Filter, "filter"),
                Bias(op, question, choice),
                SumBits(op, question),
                .. table,
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(op.Input, Bytes(PixelOrder.DistanceBytes(window, pixelsAtOnce: 1)));
        choice.Instructions = CostModel.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), window.Output.ElementCount, batches: 1);
        return choice.Build();
    }
}
