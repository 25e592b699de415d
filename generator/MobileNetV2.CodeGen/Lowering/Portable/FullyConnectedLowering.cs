using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>FULLY_CONNECTED to <c>mnv2_fully_connected_s8</c>.</summary>
internal static class FullyConnectedLowering
{
    public static void Lower(FullyConnected op, StepBuilder step)
    {
        var (input, filter, output) = (step[op.Input], step[op.Filter], step[op.Output]);
        var (outputs, inputs) = (filter.Shape[0], filter.Shape[1]);
        var batches = input.Shape.ElementCount / inputs;
        var constants = ConvolutionConstants.For(step.Graph, op);
        var bias = BiasFolding.Fold(filter, op.Bias is { } b ? step[b] : null, constants, outputs, channelsAreLast: false);

        var weights = step.Weights(op.Filter, "filter");
        var folded = step.Constant("bias", "bias of each output, input zero point folded in", bias);
        var quantization = constants.IsPerChannel
            ? ChannelQuantization.Of(constants, step)
            : ChannelQuantization.Of(constants with { Multipliers = [constants.Multipliers[0]] }, step);
        step.Call(
            "mnv2_fully_connected_s8",
            ["mnv2_fully_connected_s8.c"],
            Parameters(batches, inputs, outputs, constants),
            quantization.Multiplier,
            quantization.Shift,
            step.Read(op.Input),
            weights,
            folded,
            step.Write(op.Output));
        // While the outputs of a batch are written, all of its inputs are still read.
        step.PermitOverlap(op.Output, op.Input, Math.Max(outputs, (batches * outputs) - ((batches - 1) * inputs)));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CostModel.FullyConnected(step.Target, step.Macs, output.Shape.ElementCount);
    }

    private static StructArgument Parameters(int batches, int inputs, int outputs, ConvolutionConstants constants) =>
        new("mnv2_fully_connected_params", "params", StructFields.Of(
            ("batches", batches),
            ("input_features", inputs),
            ("output_features", outputs),
            ("bias_is_folded", 1),
            ("input_zero_point", -constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset),
            ("activation_min", constants.Activation.Min),
            ("activation_max", constants.Activation.Max),
            ("is_per_channel", constants.IsPerChannel ? 1 : 0)));
}
