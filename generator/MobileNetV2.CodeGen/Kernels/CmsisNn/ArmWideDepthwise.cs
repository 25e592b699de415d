using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>DEPTHWISE_CONV_2D on activations of 16 bits.</summary>
internal sealed class ArmWideDepthwise : WideFilterRule<DepthwiseConv2D>
{
    /// <summary>Channels that MVE takes at a time, reading factors and weights of all.</summary>
    private const int ChannelsAtOnce = 4;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_depthwise_conv_wrapper_s16",
        StatusConvention.CmsisNn,
        new LibraryPart("CONVOLUTION", ScratchQuery.WideDepthwise),
        "mnv2_arm_depthwise_conv_wrapper_s16.c",
        "mnv2_depthwise_convolve_s16.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    /// <summary>What <c>arm_depthwise_conv_wrapper_s16_get_buffer_size</c> answers.</summary>
    public static ScratchVariants Scratch(WindowGeometry window)
    {
        if (!IsFast(window))
            return ScratchVariants.None;
        var column = window.Taps * sizeof(short);
        return new ScratchVariants(0, column, (4 * column) + 8);
    }

    protected override KernelAnswer Answer(DepthwiseConv2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors);
        var constants = ConvolutionConstants.For(question.Tensors, op);
        var channels = window.Output.Channels;
        if (!CmsisLimits.Depthwise(window)
            || (IsFast(window) && channels % ChannelsAtOnce != 0)
            || !WideSums.Fit(question, op, constants, channels, channelsAreLast: true))
        {
            return KernelAnswer.No(LibraryRule.OtherBits);
        }

        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context(choice, Scratch(window).For(question.Target)),
            ArmDepthwise.Parameters(window, constants),
            LibraryRule.PerChannel(ChannelFactors.Of(constants, choice)),
            CmsisFields.Dims("input_dims", window.Input),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", 1, window.Window.Height, window.Window.Width, channels),
            choice.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, channels),
            Bias(op, question, choice),
            CmsisFields.Dims("output_dims", window.Output),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.Depthwise(question.Target, MacCount.Of(question.Tensors, op));
        return choice.Build();
    }

    private static bool IsFast(WindowGeometry window) =>
        window.Input.Channels == window.Output.Channels && window.Dilation.IsOne && window.Window.Height * window.Window.Width < 512;
}
