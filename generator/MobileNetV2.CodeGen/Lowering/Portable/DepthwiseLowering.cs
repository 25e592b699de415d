using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>DEPTHWISE_CONV_2D to <c>mnv2_depthwise_convolve_blocks_s8</c>, <c>mnv2_depthwise_convolve_3x3_s8</c> or <c>mnv2_depthwise_convolve_s8</c>;
/// with one input channel to a convolution.</summary>
internal static class DepthwiseLowering
{
    /// <summary>The 3x3 kernel computes neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;

    public static void Lower(DepthwiseConv2D op, StepBuilder step)
    {
        if (OneChannelFilter.Suits(op, step.Graph))
        {
            var turned = OneChannelFilter.Turned(step[op.Filter]);
            ConvolutionLowering.Lower(
                op, WindowGeometry.Of(op, step.Graph), turned, op.Bias, ConvolutionConstants.For(step.Graph, op), () => OneChannelFilter.Weights(turned, step), step);
            return;
        }

        var window = WindowGeometry.Of(op, step.Graph).Simplified();
        var constants = ConvolutionConstants.For(step.Graph, op);
        if (DepthwiseBlocks.Fit(op, window, constants, step))
            EmitBlocks(op, window, constants, step);
        else if (Depthwise3x3Records.Fit(op, window, constants, step))
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

    private static void EmitBlocks(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step) => step.Call(
        "mnv2_depthwise_convolve_blocks_s8",
        ["mnv2_depthwise_convolve_blocks_s8.c"],
        ConvolutionParameters.Of(window, constants, groups: window.Input.Channels, ChannelBlocks.ScalesDown(constants)),
        DepthwiseBlocks.Pack(step[op.Filter], Folded(op, window, constants, step), constants, step),
        step.Read(op.Input),
        step.Write(op.Output));

    private static ImmutableArray<int> Folded(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step) =>
        BiasFolding.Fold(step[op.Filter], op.Bias is { } b ? step[b] : null, constants, window.Output.Channels, channelsAreLast: true);

    private static void EmitAny(DepthwiseConv2D op, WindowGeometry window, ConvolutionConstants constants, StepBuilder step)
    {
        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output channel, input zero point folded in", Folded(op, window, constants, step));
        var quantization = ChannelQuantization.Of(constants, step);
        WindowKernel.Call(
            "mnv2_depthwise_convolve",
            window.Window.Height,
            step,
            step.Write(op.Output),
            ConvolutionParameters.Of(window, constants, groups: window.Input.Channels, scalesDown: false),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded);
    }
}
