using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>CONV_2D to <c>mnv2_convolve_blocks_s8</c> or <c>mnv2_convolve_s8</c>.</summary>
internal static class ConvolutionLowering
{
    /// <summary>The kernels compute neighbouring pixels in pairs.</summary>
    private const int PixelsAtOnce = 2;

    public static void Lower(Conv2D op, StepBuilder step) => Lower(
        op, WindowGeometry.Of(op, step.Graph), step[op.Filter], op.Bias, ConvolutionConstants.For(step.Graph, op), () => step.Weights(op.Filter, "filter"), step);

    /// <param name="filter">[output channels][kernel height][kernel width][input channels / groups].</param>
    /// <param name="weights">The filter as it is, for the kernel that wants it so.</param>
    public static void Lower(
        Operator op, WindowGeometry geometry, Tensor filter, TensorId? biasId, ConvolutionConstants constants, Func<ConstantArgument> weights, StepBuilder step)
    {
        var window = geometry.Simplified();
        PortableLimits.CheckRun(op, window, step);
        var plain = biasId is { } b ? step[b] : null;
        var bias = BiasFolding.Fold(filter, plain, constants, filter.Shape[0], channelsAreLast: false);
        if (ConvolutionBlocks.Fit(window, constants, step))
        {
            EmitBlocks(op, window, filter, constants, bias, step);
        }
        else
        {
            var scalesDown = AccumulatorRange.AllowsScaleDown(filter, plain, constants, filter.Shape[0], channelsAreLast: false);
            EmitPlain(op, window, weights(), constants, bias, scalesDown, step);
        }

        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(window, PixelsAtOnce));
        step.Macs = MacCount.Of(step.Graph, op);
        var output = window.Output;
        step.EstimatedInstructions = CostModel.Convolution(step.Target, step.Macs, output.ElementCount, output.ElementCount / output.Channels);
    }

    private static void EmitBlocks(
        Operator op, WindowGeometry window, Tensor filter, ConvolutionConstants constants, ImmutableArray<int> bias, StepBuilder step) => WindowKernel.Call(
        "mnv2_convolve_blocks",
        window.Window.Height,
        step,
        step.Write(op.Output),
        ConvolutionParameters.Of(window, constants, groups: 1, ChannelBlocks.ScalesDown(constants)),
        ConvolutionBlocks.Pack(filter, bias, constants, step),
        step.Read(op.Input),
        ConvolutionBlocks.Scratch(window, step));

    private static void EmitPlain(
        Operator op, WindowGeometry window, ConstantArgument weights, ConvolutionConstants constants, ImmutableArray<int> bias, bool scalesDown, StepBuilder step)
    {
        var folded = step.Constant("bias", "bias of each output channel, input zero point folded in", bias);
        var quantization = ChannelQuantization.Of(constants, step);
        WindowKernel.Call(
            "mnv2_convolve",
            window.Window.Height,
            step,
            step.Write(op.Output),
            ConvolutionParameters.Of(window, constants, window.Input.Channels / window.FilterChannels, scalesDown),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            Scratch(window, constants, step));
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
