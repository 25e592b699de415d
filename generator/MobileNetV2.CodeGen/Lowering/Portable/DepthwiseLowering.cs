using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>DEPTHWISE_CONV_2D to <c>mnv2_depthwise_convolve_s8</c>.</summary>
internal static class DepthwiseLowering
{
    public static void Lower(DepthwiseConv2D op, StepBuilder step)
    {
        var (input, filter, output) = (step[op.Input], step[op.Filter], step[op.Output]);
        var window = WindowGeometry.Of(op, step.Graph).Simplified();
        PortableLimits.CheckWindow(op, window, step);
        var constants = ConvolutionConstants.For(step.Graph, op);
        var bias = BiasFolding.Fold(filter, op.Bias is { } b ? step[b] : null, constants, output.Shape.Channels, channelsAreLast: true);

        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output channel, input zero point folded in", bias);
        var quantization = ChannelQuantization.Of(constants, step);
        step.Call(
            "mnv2_depthwise_convolve_s8",
            ["mnv2_depthwise_convolve_s8.c"],
            ConvolutionParameters.Of(window, constants, groups: input.Shape.Channels),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            step.Write(op.Output));
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(window, pixelsAtOnce: 1));
        step.Macs = OperatorMacs.Of(op, step.Graph);
        step.EstimatedInstructions = CostModel.Depthwise(step.Target, step.Macs, output.Shape.ElementCount);
    }
}
