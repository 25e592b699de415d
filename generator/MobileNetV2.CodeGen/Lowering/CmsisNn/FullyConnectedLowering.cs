using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>FULLY_CONNECTED to <c>arm_fully_connected_wrapper_s8</c>.</summary>
internal static class FullyConnectedLowering
{
    public static void Lower(FullyConnected op, StepBuilder step)
    {
        var (input, filter, output) = (step[op.Input], step[op.Filter], step[op.Output]);
        var (outputs, inputs) = (filter.Shape[0], filter.Shape[1]);
        var batches = input.Shape.ElementCount / inputs;
        var constants = ConvolutionConstants.For(step.Graph, op);
        var quantization = ChannelQuantization.Of(
            constants.IsPerChannel ? constants : constants with { Multipliers = [constants.Multipliers[0]] }, step);
        step.CallChecked(
            "arm_fully_connected_wrapper_s8",
            ["mnv2_arm_fully_connected_wrapper_s8.c", "mnv2_fully_connected_s8.c"],
            Context(op, constants, step),
            Parameters(constants),
            CmsisFields.Either(quantization, constants.IsPerChannel),
            CmsisFields.Dims("input_dims", batches, 1, 1, inputs),
            step.Read(op.Input),
            CmsisFields.Dims("filter_dims", inputs, 1, 1, outputs),
            step.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, outputs),
            CmsisBias.Of(op.Bias, outputs, step),
            CmsisFields.Dims("output_dims", batches, 1, 1, outputs),
            step.Write(op.Output));
        step.Macs = MacCount.Of(step.Graph, op);
        step.EstimatedInstructions = CmsisCosts.FullyConnected(step.Target, step.Macs, output.Shape.ElementCount);
    }

    /// <summary>With MVE the context holds the weights' sums, which <c>arm_vector_sum_s8</c> would compute in every run; here they are constants.</summary>
    private static StructArgument Context(FullyConnected op, ConvolutionConstants constants, StepBuilder step)
    {
        if (!step.Target.HasMve)
            return CmsisFields.Context(step, 0);
        var outputs = step[op.Filter].Shape[0];
        var sums = BiasFolding.Fold(step[op.Filter], op.Bias is { } b ? step[b] : null, constants, outputs, channelsAreLast: false);
        var constant = step.Constant("kernel_sums", "bias + input offset * sum of weights, for each output", sums);
        return new StructArgument("cmsis_nn_context", "ctx",
        [
            new StructField("buf", new ConstantAddressValue(constant.Constant, CastsConstAway: true)),
            .. StructFields.Of(("size", FullyConnectedScratch.Of(outputs).For(step.Target))),
        ]);
    }

    private static StructArgument Parameters(ConvolutionConstants constants) => new("cmsis_nn_fc_params", "fc_params",
    [
        .. StructFields.Of(
            ("input_offset", constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset)),
        CmsisFields.Activation(constants.Activation),
    ]);
}
