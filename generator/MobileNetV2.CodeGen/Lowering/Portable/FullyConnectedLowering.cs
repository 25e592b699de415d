using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>FULLY_CONNECTED to <c>mnv2_convolve_blocks_s8</c> or <c>mnv2_fully_connected_s8</c>.</summary>
internal static class FullyConnectedLowering
{
    public static void Lower(FullyConnected op, StepBuilder step)
    {
        var (input, filter, output) = (step[op.Input], step[op.Filter], step[op.Output]);
        var (outputs, inputs) = (filter.Shape[0], filter.Shape[1]);
        var batches = input.Shape.ElementCount / inputs;
        var constants = ConvolutionConstants.For(step.Graph, op);
        var bias = BiasFolding.Fold(filter, op.Bias is { } b ? step[b] : null, constants, outputs, channelsAreLast: false);

        var rows = Rows(batches, inputs, outputs);
        if (ConvolutionBlocks.Fit(rows, constants, step))
            EmitBlocks(op, rows, constants, bias, step);
        else
            EmitPlain(op, rows, constants, bias, step);
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CostModel.FullyConnected(step.Target, step.Macs, output.Shape.ElementCount, batches);
    }

    /// <summary>A fully connected layer is a 1x1 convolution of a row whose pixels are the batches.</summary>
    private static WindowGeometry Rows(int batches, int inputs, int outputs) =>
        new(new Shape(1, 1, batches, inputs), new Shape(1, 1, batches, outputs), Size2D.One, Size2D.One, Size2D.One, default) { FilterChannels = inputs };

    private static void EmitBlocks(
        FullyConnected op, WindowGeometry rows, ConvolutionConstants constants, ImmutableArray<int> bias, StepBuilder step)
    {
        step.Call(
            "mnv2_convolve_blocks_s8",
            ["mnv2_convolve_blocks_s8.c"],
            ConvolutionParameters.Of(rows, constants, groups: 1, ChannelBlocks.ScalesDown(constants)),
            ConvolutionBlocks.Pack(step[op.Filter], bias, constants, step),
            step.Read(op.Input),
            new NullArgument(),
            step.Write(op.Output));
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(rows, ConvolutionBlocks.PixelsAtOnce));
    }

    private static void EmitPlain(FullyConnected op, WindowGeometry rows, ConvolutionConstants constants, ImmutableArray<int> bias, StepBuilder step)
    {
        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output, input zero point folded in", bias);
        var quantization = constants.IsPerChannel
            ? ChannelQuantization.Of(constants, step)
            : ChannelQuantization.Of(constants with { Multipliers = [constants.Multipliers[0]] }, step);
        step.Call(
            "mnv2_fully_connected_s8",
            ["mnv2_fully_connected_s8.c"],
            Parameters(rows, constants),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            step.Write(op.Output));
        // While the outputs of a batch are written, all of its inputs are still read.
        step.PermitOverlap(op.Output, op.Input, PixelOrder.DistanceBytes(rows, pixelsAtOnce: 1));
    }

    private static StructArgument Parameters(WindowGeometry rows, ConvolutionConstants constants) =>
        new("mnv2_fully_connected_params", "params", StructFields.Of(
            ("batches", rows.Input.Width),
            ("input_features", rows.Input.Channels),
            ("output_features", rows.Output.Channels),
            ("bias_is_folded", 1),
            ("input_zero_point", -constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset),
            ("activation_min", constants.Activation.Min),
            ("activation_max", constants.Activation.Max),
            ("is_per_channel", constants.IsPerChannel ? 1 : 0)));
}
