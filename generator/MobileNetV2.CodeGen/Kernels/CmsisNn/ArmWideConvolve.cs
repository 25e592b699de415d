using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>CONV_2D on activations of 16 bits. The library has no groups there.</summary>
internal sealed class ArmWideConvolve : WideFilterRule<Conv2D>
{
    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_convolve_wrapper_s16",
        StatusConvention.CmsisNn,
        new LibraryPart("CONVOLUTION", ScratchQuery.WideConvolution),
        "mnv2_arm_convolve_wrapper_s16.c",
        "mnv2_convolve_s16.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    /// <summary>What <c>arm_convolve_wrapper_s16_get_buffer_size</c> answers: without MVE two windows of the input,
    /// with MVE four of whole vectors.</summary>
    public static ScratchVariants Scratch(WindowGeometry window)
    {
        var column = window.Taps;
        var words = 2 * column * sizeof(short);
        return new ScratchVariants(words, words, (column + 7) / 8 * 8 * 4 * sizeof(short));
    }

    protected override KernelAnswer Answer(Conv2D op, KernelQuestion question)
    {
        var window = WindowGeometry.Of(op, question.Tensors);
        var constants = ConvolutionConstants.For(question.Tensors, op);
        if (window.FilterChannels != window.Input.Channels
            || !CmsisLimits.Sizes(window)
            || !WideSums.Fit(question, op, constants, window.Output.Channels, channelsAreLast: false))
        {
            return KernelAnswer.No(LibraryRule.OtherBits);
        }

        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context(choice, Scratch(window).For(question.Target)),
            ArmConvolve.Parameters(window, constants),
            LibraryRule.PerChannel(ChannelFactors.Of(constants, choice)),
            CmsisFields.Dims("input_dims", window.Input),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", window.Output.Channels, window.Window.Height, window.Window.Width, window.FilterChannels),
            choice.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, window.Output.Channels),
            BiasData(op, choice),
            CmsisFields.Dims("output_dims", window.Output),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.WideConvolution(
            question.Target, MacCount.Of(question.Tensors, op), window.Output.ElementCount);
        return choice.Build();
    }

    private static StructArgument BiasData(Conv2D op, ChoiceBuilder choice) => new("cmsis_nn_bias_data", "bias_data",
    [
        new StructField("data", op.Bias is { } id
            ? new RecipeAddressValue(choice.Weights(id, "bias").Recipe, CastsConstAway: false)
            : new NullValue()),
        .. StructFields.Of(("is_int32_bias", 0)),
    ]);
}
