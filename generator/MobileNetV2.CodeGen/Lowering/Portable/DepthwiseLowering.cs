using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>DEPTHWISE_CONV_2D to <c>mnv2_depthwise_convolve_3x3_s8</c> or <c>mnv2_depthwise_convolve_s8</c>.</summary>
internal static class DepthwiseLowering
{
    /// <summary>The 3x3 kernel computes neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;

    public static void Lower(DepthwiseConv2D op, StepBuilder step)
    {
        var window = WindowGeometry.Of(op, step.Graph).Simplified();
        PortableLimits.CheckWindow(op, window, step);
        var constants = ConvolutionConstants.For(step.Graph, op);
        if (Depthwise3x3Records.Fit(op, window, constants, step))
            Emit3x3(op, window, constants, step);
        else
            EmitAny(op, window, constants, step);
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CostModel.Depthwise(step.Target, step.Macs, window.Output.ElementCount);
    }

    private static void Emit3x3(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step) => step.Call(
        "mnv2_depthwise_convolve_3x3_s8",
        ["mnv2_depthwise_convolve_3x3_s8.c"],
        ConvolutionParameters.Of(window, constants, groups: window.Input.Channels, scalesDown: true),
        Depthwise3x3Records.Pack(op, constants, step),
        step.Read(op.Input),
        step.Write(op.Output));

    private static void EmitAny(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step)
    {
        var bias = BiasFolding.Fold(step[op.Filter], op.Bias is { } b ? step[b] : null, constants, window.Output.Channels, channelsAreLast: true);
        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output channel, input zero point folded in", bias);
        var quantization = ChannelQuantization.Of(constants, step);
        step.Call(
            "mnv2_depthwise_convolve_s8",
            ["mnv2_depthwise_convolve_s8.c"],
            ConvolutionParameters.Of(window, constants, groups: window.Input.Channels, scalesDown: false),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            step.Write(op.Output));
    }
}
