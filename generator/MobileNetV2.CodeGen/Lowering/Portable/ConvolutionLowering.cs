using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>CONV_2D to <c>mnv2_convolve_s8</c>.</summary>
internal static class ConvolutionLowering
{
    /// <summary>The kernel computes neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;

    public static void Lower(Conv2D op, StepBuilder step)
    {
        var (input, filter, output) = (step[op.Input], step[op.Filter], step[op.Output]);
        var window = WindowGeometry.Of(op, step.Graph).Simplified();
        PortableLimits.CheckWindow(op, window, step);
        PortableLimits.CheckRun(op, window, step);
        var constants = ConvolutionConstants.For(step.Graph, op);
        var plain = op.Bias is { } b ? step[b] : null;
        var bias = BiasFolding.Fold(filter, plain, constants, filter.Shape[0], channelsAreLast: false);
        var scalesDown = AccumulatorRange.AllowsScaleDown(filter, plain, constants, filter.Shape[0], channelsAreLast: false);

        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output channel, input zero point folded in", bias);
        var quantization = ChannelQuantization.Of(constants, step);
        step.Call(
            "mnv2_convolve_s8",
            ["mnv2_convolve_s8.c"],
            ConvolutionParameters.Of(window, constants, input.Shape.Channels / window.FilterChannels, scalesDown),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            Scratch(window, constants, step),
            step.Write(op.Output));
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CostModel.Convolution(step.Target, step.Macs, output.Shape.ElementCount, output.Shape.ElementCount / output.Shape.Channels);
    }

    /// <summary>Room for two windows of 16-bit values, where the kernel can use them.</summary>
    private static KernelArgument Scratch(WindowGeometry window, ConvolutionConstants constants, StepBuilder step)
    {
        if (!step.Target.HasDsp || step.Target.HasMve || constants.FilterOffset != 0 || window.FilterChannels != window.Input.Channels)
            return new NullArgument();
        var taps = window.Window.Height * window.Window.Width * window.Input.Channels;
        return new BufferArgument(step.Scratch((16 * (taps / 4)) + (8 * (taps % 4)) + taps), 0, ElementType.Int8, IsReadOnly: false);
    }
}
