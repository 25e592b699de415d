using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>TRANSPOSE_CONV: each output pixel gathers what falls on it.</summary>
internal sealed class TransposeConvolve : KernelRule<TransposeConv>
{
    private const string File = "mnv2_transpose_conv_s8.c";
    private static readonly Kernel Whole = Kernel.Own("mnv2_transpose_conv_s8", File);
    private static readonly Kernel Row = Kernel.Own("mnv2_transpose_conv_row_s8", File);

    public override ImmutableArray<KernelForm> Forms => [KernelForm.Tensor, KernelForm.Row];

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(TransposeConv op, KernelQuestion question) =>
        Gathered(question.Form == KernelForm.Row ? Row : Whole, op, question, unread: [], choice =>
            op.Bias is { } bias ? choice.Weights(bias, "bias") : new NullArgument());

    /// <param name="unread">Fields of the parameters that the kernel does not read.</param>
    public static KernelAnswer Gathered(
        Kernel kernel, TransposeConv op, KernelQuestion question, ImmutableArray<string> unread, Func<ChoiceBuilder, KernelArgument> bias)
    {
        var (input, filter, output) = (question.Input.Shape, question[op.Filter].Shape, question.Output.Shape);
        if ((filter.Height + op.Stride.Height - 1) / op.Stride.Height > PortableLimits.WindowRows)
            return KernelAnswer.No(
                $"its filter has {filter.Height} rows, the kernel reads at most {PortableLimits.WindowRows} input rows at once");
        var constants = ConvolutionConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice);
        ImmutableArray<(string Name, int Value)> fields =
        [
            ("batches", input.Batch),
            ("input_height", input.Height),
            ("input_width", input.Width),
            ("input_channels", input.Channels),
            ("output_height", output.Height),
            ("output_width", output.Width),
            ("output_channels", output.Channels),
            ("kernel_height", filter.Height),
            ("kernel_width", filter.Width),
            ("stride_height", op.Stride.Height),
            ("stride_width", op.Stride.Width),
            ("crop_top", op.Crop.Top),
            ("crop_left", op.Crop.Left),
            ("input_offset", constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset),
            ("activation_min", constants.Activation.Min),
            ("activation_max", constants.Activation.Max),
        ];
        choice.Call(
            kernel,
            [
                new StructArgument(
                    "mnv2_transpose_conv_params", "params", StructFields.Of([.. fields.Where(f => !unread.Contains(f.Name))])),
                factors.Multiplier,
                factors.Shift,
                choice.Read(op.Input),
                choice.Weights(op.Filter, "filter"),
                bias(choice),
                ChoiceBuilder.Write(op.Output),
                .. choice.RowAndRange,
            ]);
        choice.Instructions =
            CostModel.FullyConnected(question.Target, MacCount.Of(question.Tensors, op), output.ElementCount);
        return choice.Build();
    }
}
