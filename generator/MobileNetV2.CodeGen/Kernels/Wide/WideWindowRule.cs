using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>A kernel for sums under windows of any size, for whole tensors and for rows.</summary>
/// <param name="name">Of the functions, between <c>mnv2_</c> and <c>_s16</c>.</param>
internal abstract class WideWindowRule<TOperator>(string name) : WideFilterRule<TOperator>
    where TOperator : FilterOperator
{
    private readonly Kernel _whole = Kernel.Wide($"mnv2_{name}_s16", $"mnv2_{name}_s16.c");
    private readonly Kernel _tall = Kernel.Wide($"mnv2_{name}_tall_s16", $"mnv2_{name}_s16.c");
    private readonly Kernel _row = Kernel.Wide($"mnv2_{name}_row_s16", $"mnv2_{name}_s16.c");

    public sealed override ImmutableArray<KernelForm> Forms => TensorsPixelsAndRows;

    /// <summary>Fields of the parameters that the kernels do not read.</summary>
    protected virtual ImmutableArray<string> Unread =>
        ["bias_is_folded", "scales_down", "input_zero_point", "filter_offset", "output_offset"];

    protected abstract WindowGeometry Window(TOperator op, KernelQuestion question);

    protected abstract ConvolutionConstants Constants(TOperator op, KernelQuestion question);

    protected virtual int Groups(WindowGeometry window) => window.Input.Channels / window.FilterChannels;

    /// <summary>What the kernels take behind the bias.</summary>
    protected virtual ImmutableArray<KernelArgument> Others(TOperator op, KernelQuestion question) => [];

    protected abstract long Cost(TOperator op, WindowGeometry window, KernelQuestion question);

    protected sealed override KernelAnswer Answer(TOperator op, KernelQuestion question)
    {
        var (window, constants) = (Window(op, question).Simplified(), Constants(op, question));
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice);
        var table = choice.RowTable(window.Window.Height);
        choice.Call(
            question.Form == KernelForm.Row ? _row : table.IsEmpty ? _whole : _tall,
            [
                ConvolutionParameters.Of(window, constants, Groups(window), scalesDown: false, question.Form, Unread),
                factors.Multiplier,
                factors.Shift,
                choice.Read(op.Input),
                choice.Weights(op.Filter, "filter"),
                Bias(op, question, choice),
                .. Others(op, question),
                .. table,
                ChoiceBuilder.Write(op.Output),
                .. choice.RowRange,
            ]);
        choice.PermitOverlap(op.Input, Bytes(PixelOrder.DistanceBytes(window, pixelsAtOnce: 1)));
        choice.Instructions = Cost(op, window, question);
        return choice.Build();
    }
}
