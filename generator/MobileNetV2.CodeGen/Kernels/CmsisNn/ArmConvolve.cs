using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>CONV_2D, and DEPTHWISE_CONV_2D of one input channel where the library has no faster way for it.</summary>
internal sealed class ArmConvolve : KernelRule
{
    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_convolve_wrapper_s8",
        StatusConvention.CmsisNn,
        new LibraryPart("CONVOLUTION", ScratchQuery.Convolution),
        "mnv2_arm_convolve_wrapper_s8.c",
        "mnv2_convolve_s8.c");

    /// <summary>What <c>arm_convolve_wrapper_s8_get_buffer_size</c> answers, for windows that <see cref="ConvolutionForm"/> prepared:
    /// without MVE two columns of 16-bit values, with MVE four columns of whole 16-byte vectors;
    /// a column is a window of the input.</summary>
    public static ScratchVariants Scratch(WindowGeometry window)
    {
        if (window.Window.IsOne && window.Padding.IsZero && window.Dilation.IsOne && window.FilterChannels == window.Input.Channels)
            return ScratchVariants.None;
        // All channels of the input count, in grouped convolutions too.
        var column = window.Taps;
        var words = RoundUp(column, 4) * 2 * sizeof(short);
        return new ScratchVariants(words, words, RoundUp(column, 16) * 4);
    }

    public override ImmutableArray<Type> Served => [typeof(Conv2D), typeof(DepthwiseConv2D)];

    protected override bool Serves(KernelQuestion question) =>
        question.Operator is Conv2D || (question.Operator is DepthwiseConv2D d && ArmDepthwise.IsConvolution(d, question));

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (geometry, weights) = question.Operator switch
        {
            Conv2D o => (WindowGeometry.Of(o, question.Tensors), question.Facts.Of(o, question.Tensors)),
            DepthwiseConv2D o => (WindowGeometry.Of(o, question.Tensors), question.Facts.Of(o, question.Tensors)),
            var o => throw new InvalidOperationException($"{o} is no convolution"),
        };
        if (!LibraryRule.HasSymmetricWeights(weights.Filter))
            return KernelAnswer.No(LibraryRule.ZeroPoint);
        var window = ConvolutionForm.Of(geometry);
        return CmsisLimits.Convolution(window) ? Answer(window, weights, question) : KernelAnswer.No(LibraryRule.OtherBits);
    }

    private static KernelAnswer Answer(WindowGeometry window, FilterWeights weights, KernelQuestion question)
    {
        var choice = new ChoiceBuilder(question);
        var (op, constants) = (question.Operator, weights.Constants);
        var filter =
            op is DepthwiseConv2D ? choice.Constant(OneChannelFilter.Recipe(weights.Filter)) : choice.Weights(weights.Filter.Id, "filter");
        choice.Call(
            Function,
            LibraryRule.Context(choice, Scratch(window).For(question.Target)),
            Parameters(window, constants),
            LibraryRule.PerChannel(ChannelFactors.Of(constants, choice)),
            CmsisFields.Dims("input_dims", window.Input),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", window.Output.Channels, window.Window.Height, window.Window.Width, window.FilterChannels),
            filter,
            CmsisFields.Dims("bias_dims", 1, 1, 1, window.Output.Channels),
            LibraryRule.Bias(weights.Bias, window.Output.Channels, choice),
            CmsisFields.Dims("output_dims", window.Output),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.Convolution(question.Target, MacCount.Of(question.Tensors, op), window);
        return choice.Build();
    }

    /// <summary>As the library wants them.</summary>
    public static StructArgument Parameters(WindowGeometry window, ConvolutionConstants constants) =>
        new("cmsis_nn_conv_params", "conv_params",
    [
        .. StructFields.Of(("input_offset", constants.InputOffset), ("output_offset", constants.OutputOffset)),
        CmsisFields.Tile("stride", window.Stride),
        CmsisFields.Padding(window.Padding),
        CmsisFields.Tile("dilation", window.Dilation),
        CmsisFields.Activation(constants.Activation),
    ]);

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
