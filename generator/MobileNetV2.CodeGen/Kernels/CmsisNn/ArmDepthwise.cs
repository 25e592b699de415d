using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>DEPTHWISE_CONV_2D.</summary>
internal sealed class ArmDepthwise : KernelRule<DepthwiseConv2D>
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    /// <summary>Channels of which the library's builds without MVE compute four at a time.</summary>
    private const int ChannelsAtOnce = 4;

    /// <summary>Channels that the MVE kernel takes at a time.</summary>
    private const int MveChannelBlock = 124;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_depthwise_conv_wrapper_s8",
        StatusConvention.CmsisNn,
        new LibraryPart("CONVOLUTION", ScratchQuery.Depthwise),
        "mnv2_arm_depthwise_conv_wrapper_s8.c",
        "mnv2_depthwise_convolve_s8.c");

    /// <summary>
    /// With one input channel both operators are the same sums; as a convolution the weights are transposed here, not at run time.
    /// Without MVE the library has a faster way for multiples of four output channels.
    /// </summary>
    public static bool IsConvolution(DepthwiseConv2D op, KernelQuestion question)
    {
        var channels = question.Output.Shape.Channels;
        var isFasterAsItIs = question.Target is { HasMve: false, Core: not Core.Host }
            && channels % ChannelsAtOnce == 0 && question.Input.Shape.Batch == 1 && op.Dilation.IsOne;
        return OneChannelFilter.Suits(op, question.Tensors) && !isFasterAsItIs;
    }

    /// <summary>What <c>arm_depthwise_conv_wrapper_s8_get_buffer_size</c> answers.</summary>
    public static ScratchVariants Scratch(WindowGeometry window)
    {
        var (input, output) = (window.Input, window.Output);
        if (input.Channels != output.Channels || input.Batch != 1 || !window.Dilation.IsOne)
            return ScratchVariants.None;
        var taps = window.Window.Height * window.Window.Width;
        var isDirect3x3 = window.Window == new Size2D(3, 3) && window.Padding is { Top: <= 1, Left: <= 1 };
        return new ScratchVariants(0, isDirect3x3 ? 0 : input.Channels * taps * sizeof(short), 4 * MveChannelBlock * taps);
    }

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(DepthwiseConv2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors);
        if (!LibraryRule.HasSymmetricWeights(question[op.Filter]))
            return KernelAnswer.No(LibraryRule.ZeroPoint);
        if (!CmsisLimits.Depthwise(window))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var (constants, channels) = (ConvolutionConstants.For(question.Tensors, op), window.Output.Channels);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context(choice, Scratch(window).For(question.Target)),
            Parameters(window, constants),
            LibraryRule.PerChannel(ChannelFactors.Of(constants, choice)),
            CmsisFields.Dims("input_dims", window.Input),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", 1, window.Window.Height, window.Window.Width, channels),
            choice.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, channels),
            LibraryRule.Bias(op.Bias is { } bias ? question[bias] : null, channels, choice),
            CmsisFields.Dims("output_dims", window.Output),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.Depthwise(question.Target, MacCount.Of(question.Tensors, op));
        return choice.Build();
    }

    /// <summary>As the library wants them.</summary>
    public static StructArgument Parameters(WindowGeometry window, ConvolutionConstants constants) =>
        new("cmsis_nn_dw_conv_params", "dw_conv_params",
    [
        .. StructFields.Of(
            ("input_offset", constants.InputOffset),
            ("output_offset", constants.OutputOffset),
            ("ch_mult", window.Output.Channels / window.Input.Channels)),
        CmsisFields.Tile("stride", window.Stride),
        CmsisFields.Padding(window.Padding),
        CmsisFields.Tile("dilation", window.Dilation),
        CmsisFields.Activation(constants.Activation),
    ]);
}
