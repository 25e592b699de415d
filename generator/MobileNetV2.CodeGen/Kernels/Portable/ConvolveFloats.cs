using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Convolutions, fully connected layers and pools of float32.</summary>
internal sealed class ConvolveFloats : KernelRule
{
    private static readonly Kernel Plain = Kernel.Own("mnv2_convolve_f32");
    private static readonly Kernel ByChannel = Kernel.Own("mnv2_depthwise_convolve_f32");
    private static readonly Kernel Averages = Kernel.Own("mnv2_average_pool_f32");
    private static readonly Kernel Maxima = Kernel.Own("mnv2_max_pool_f32");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    public override ImmutableArray<Type> Served =>
        [typeof(Conv2D), typeof(DepthwiseConv2D), typeof(FullyConnected), typeof(AveragePool2D), typeof(MaxPool2D)];

    protected override bool Serves(KernelQuestion question) => Served.Contains(question.Operator.GetType());

    protected override bool Takes(ElementType type) => type == ElementType.Float32;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, input, output) = (question.Operator, question.Input.Shape, question.Output.Shape);
        var choice = new ChoiceBuilder(question);
        var filter = op is FilterOperator ? question[op.Inputs[1]].Shape : default;
        var parameters = op switch
        {
            Conv2D c => Window(
                input, output, new(filter!.Height, filter.Width), c.Stride, c.Dilation, c.Padding, input.Channels / filter.Channels),
            DepthwiseConv2D d => Window(input, output, new(filter!.Height, filter.Width), d.Stride, d.Dilation, d.Padding, 1),
            PoolOperator p => Window(input, output, p.Window, p.Stride, Size2D.One, p.Padding, 1),
            _ => Window(
                new Shape(1, input.ElementCount / filter![1], 1, filter[1]),
                new Shape(1, input.ElementCount / filter[1], 1, filter[0]),
                Size2D.One,
                Size2D.One,
                Size2D.One,
                default,
                1),
        };
        ImmutableArray<KernelArgument> weights = op is FilterOperator { Bias: var bias } filtered
            ? [choice.Read(filtered.Filter), bias is { } id ? choice.Read(id) : new NullArgument()]
            : [];
        var kernel = op switch
        {
            DepthwiseConv2D => ByChannel,
            AveragePool2D => Averages,
            MaxPool2D => Maxima,
            _ => Plain,
        };
        choice.Call(
            kernel,
            [parameters, NumberShapes.FusedActivation(op), choice.Read(op.Input), .. weights, ChoiceBuilder.Write(op.Output)]);
        choice.Instructions = CostModel.Rescale(MacCount.Of(question.Tensors, op)) + CostModel.Rescale(output.ElementCount);
        return choice.Build();
    }

    private static StructArgument Window(
        Shape input, Shape output, Size2D window, Size2D stride, Size2D dilation, Padding2D padding, int groups) =>
        new("mnv2_window_f32_params", "params", StructFields.Of(
            ("batches", input.Batch),
            ("input_height", input.Height),
            ("input_width", input.Width),
            ("input_channels", input.Channels),
            ("output_height", output.Height),
            ("output_width", output.Width),
            ("output_channels", output.Channels),
            ("kernel_height", window.Height),
            ("kernel_width", window.Width),
            ("stride_height", stride.Height),
            ("stride_width", stride.Width),
            ("dilation_height", dilation.Height),
            ("dilation_width", dilation.Width),
            ("pad_top", padding.Top),
            ("pad_left", padding.Left),
            ("groups", groups)));
}
