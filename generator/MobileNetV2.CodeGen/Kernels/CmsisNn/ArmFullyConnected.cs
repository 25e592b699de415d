using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>FULLY_CONNECTED.</summary>
internal sealed class ArmFullyConnected : KernelRule<FullyConnected>
{
    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    public override bool IsOfLibrary => true;

    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_fully_connected_wrapper_s8",
        StatusConvention.CmsisNn,
        new LibraryPart("FULLYCONNECTED", ScratchQuery.FullyConnected),
        "mnv2_arm_fully_connected_wrapper_s8.c",
        "mnv2_fully_connected_s8.c");

    /// <summary>What <c>arm_fully_connected_s8_get_buffer_size</c> answers: with MVE the sum of each output's weights.</summary>
    public static ScratchVariants Scratch(int outputs) => new(0, 0, outputs * sizeof(int));

    /// <summary>The bias is int32.</summary>
    protected override IEnumerable<TensorId> Activations(Operator op) => op.Inputs.Take(2);

    protected override KernelAnswer Answer(FullyConnected op, KernelQuestion question)
    {
        var (outputs, inputs) = (question[op.Filter].Shape[0], question[op.Filter].Shape[1]);
        var batches = question.Input.Shape.ElementCount / inputs;
        var weights = question.Facts.Of(op, question.Tensors);
        var constants = weights.Constants;
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice, isOne: !constants.IsPerChannel);
        choice.Call(
            Function,
            Context(weights, question, choice),
            Parameters(constants),
            LibraryRule.Either(factors, constants.IsPerChannel),
            CmsisFields.Dims("input_dims", batches, 1, 1, inputs),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", inputs, 1, 1, outputs),
            choice.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, outputs),
            LibraryRule.Bias(weights.Bias, outputs, choice),
            CmsisFields.Dims("output_dims", batches, 1, 1, outputs),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }

    /// <summary>With MVE the context holds the weights' sums, which <c>arm_vector_sum_s8</c> would compute in every run;
    /// here they are constants.</summary>
    private static StructArgument Context(FilterWeights weights, KernelQuestion question, ChoiceBuilder choice)
    {
        if (!question.Target.HasMve)
            return LibraryRule.Context(choice, 0);
        var sums =
            choice.Words("kernel_sums", "bias + input offset * sum of weights, for each output", weights.Channels, () => weights.Folded);
        return new StructArgument("cmsis_nn_context", "ctx",
        [
            new StructField("buf", new RecipeAddressValue(sums.Recipe, CastsConstAway: true)),
            .. StructFields.Of(("size", Scratch(weights.Channels).For(question.Target))),
        ]);
    }

    /// <summary>As the library wants them.</summary>
    public static StructArgument Parameters(ConvolutionConstants constants) => new("cmsis_nn_fc_params", "fc_params",
    [
        .. StructFields.Of(
            ("input_offset", constants.InputOffset),
            ("filter_offset", constants.FilterOffset),
            ("output_offset", constants.OutputOffset)),
        CmsisFields.Activation(constants.Activation),
    ]);
}
