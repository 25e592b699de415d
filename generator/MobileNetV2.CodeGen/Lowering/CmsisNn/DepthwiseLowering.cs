using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>DEPTHWISE_CONV_2D to <c>arm_depthwise_conv_wrapper_s8</c>, or to a convolution when there is one input channel.</summary>
internal static class DepthwiseLowering
{
    /// <summary>Channels of which the library's builds without MVE compute four at a time.</summary>
    private const int ChannelsAtOnce = 4;

    /// <summary>
    /// With one input channel both operators are the same sums; as a convolution the weights are transposed here, not at run time.
    /// Without MVE the library has a faster way for multiples of four output channels.
    /// </summary>
    public static bool IsConvolution(DepthwiseConv2D op, Graph graph, Target target)
    {
        var (input, channels) = (graph[op.Input].Shape, graph[op.Output].Shape.Channels);
        var isFasterAsItIs = target is { HasMve: false, Core: not Core.Host } && channels % ChannelsAtOnce == 0 && input.Batch == 1 && op.Dilation.IsOne;
        return OneChannelFilter.Suits(op, graph) && !isFasterAsItIs;
    }

    public static void Lower(DepthwiseConv2D op, StepBuilder step)
    {
        var window = WindowGeometry.Of(op, step.Graph);
        var constants = ConvolutionConstants.For(step.Graph, op);
        if (IsConvolution(op, step.Graph, step.Target))
            ConvolutionLowering.Emit(op, ConvolutionForm.Of(window), constants, op.Bias, OneChannelFilter.Weights(OneChannelFilter.Turned(step[op.Filter]), step), step);
        else
            Emit(op, window, constants, step);
    }

    private static void Emit(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step)
    {
        var (input, output) = (window.Input, window.Output);
        step.CallChecked(
            "arm_depthwise_conv_wrapper_s8",
            ["mnv2_arm_depthwise_conv_wrapper_s8.c", "mnv2_depthwise_convolve_s8.c"],
            CmsisFields.Context(step, DepthwiseScratch.Of(window).For(step.Target)),
            Parameters(window, constants),
            CmsisFields.PerChannel(ChannelQuantization.Of(constants, step)),
            CmsisFields.Dims("input_dims", input),
            step.Read(op.Input),
            CmsisFields.Dims("filter_dims", 1, window.Window.Height, window.Window.Width, output.Channels),
            step.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, output.Channels),
            CmsisBias.Of(op.Bias, output.Channels, step),
            CmsisFields.Dims("output_dims", output),
            step.Write(op.Output));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CmsisCosts.Depthwise(step.Target, step.Macs);
    }

    private static StructArgument Parameters(WindowGeometry window, ConvolutionConstants constants) => new("cmsis_nn_dw_conv_params", "dw_conv_params",
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
