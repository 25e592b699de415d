using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>CONV_2D to <c>arm_convolve_wrapper_s8</c>.</summary>
internal static class ConvolutionLowering
{
    public static void Lower(Conv2D op, StepBuilder step)
    {
        var constants = ConvolutionConstants.For(step.Graph, op);
        Emit(op, ConvolutionForm.Of(WindowGeometry.Of(op, step.Graph)), constants, op.Bias, step.Weights(op.Filter, "filter"), step);
    }

    /// <param name="filter">[output channels][kernel height][kernel width][input channels / groups].</param>
    public static void Emit(
        Operator op, WindowGeometry window, ConvolutionConstants constants, TensorId? bias, ConstantArgument filter, StepBuilder step)
    {
        var (input, output) = (window.Input, window.Output);
        step.CallChecked(
            "arm_convolve_wrapper_s8",
            ["mnv2_arm_convolve_wrapper_s8.c", "mnv2_convolve_s8.c"],
            CmsisFields.Context(step, ConvolutionScratch.Of(window).For(step.Target)),
            Parameters(window, constants),
            CmsisFields.PerChannel(ChannelQuantization.Of(constants, step)),
            CmsisFields.Dims("input_dims", input),
            step.Read(op.Input),
            CmsisFields.Dims("filter_dims", output.Channels, window.Window.Height, window.Window.Width, window.FilterChannels),
            filter,
            CmsisFields.Dims("bias_dims", 1, 1, 1, output.Channels),
            CmsisBias.Of(bias, output.Channels, step),
            CmsisFields.Dims("output_dims", output),
            step.Write(op.Output));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CmsisCosts.Convolution(step.Target, step.Macs, window);
    }

    private static StructArgument Parameters(WindowGeometry window, ConvolutionConstants constants) => new("cmsis_nn_conv_params", "conv_params",
    [
        .. StructFields.Of(("input_offset", constants.InputOffset), ("output_offset", constants.OutputOffset)),
        CmsisFields.Tile("stride", window.Stride),
        CmsisFields.Padding(window.Padding),
        CmsisFields.Tile("dilation", window.Dilation),
        CmsisFields.Activation(constants.Activation),
    ]);
}
