using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>SVDF with a state of 16 bits; it is shifted and used where it lies.</summary>
internal sealed class ArmSvdf : KernelRule<Svdf>
{
    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_svdf_state_s16_s8", StatusConvention.CmsisNn, new LibraryPart("SVD"), "mnv2_arm_svdf_state_s16_s8.c", "mnv2_svdf_s8.c");

    public override bool IsOfLibrary => true;

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32;

    protected override KernelAnswer Answer(Svdf op, KernelQuestion question)
    {
        var constants = SvdfConstants.For(question.Tensors, op);
        if (question[op.State].Type != ElementType.Int16 || constants.StateZeroPoint != 0)
            return KernelAnswer.No("CMSIS-NN is called for states of 16 bits without a zero point");
        var (input, time) = (question.Input.Shape, question[op.Inputs[2]].Shape);
        var (batches, inputs, filters, memory) = (input[0], input[1], time[0], time[1]);
        var units = filters / op.Rank;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context("input_ctx", ScratchRecipe.Work, choice, batches * filters * sizeof(int)),
            LibraryRule.Context("output_ctx", ScratchRecipe.Totals, choice, batches * units * sizeof(int)),
            Parameters(op, constants),
            LibraryRule.PerTensor("input_quant_params", constants.FeatureFactor),
            LibraryRule.PerTensor("output_quant_params", constants.OutputFactor),
            CmsisFields.Dims("input_dims", batches, inputs, 1, 1),
            choice.Read(op.Input),
            CmsisFields.Dims("state_dims", batches, memory * filters, 1, 1),
            ChoiceBuilder.Write(op.Outputs[1]),
            CmsisFields.Dims("weights_feature_dims", filters, inputs, 1, 1),
            choice.Weights(op.Inputs[1], "features"),
            CmsisFields.Dims("weights_time_dims", filters, memory, 1, 1),
            choice.Weights(op.Inputs[2], "time"),
            CmsisFields.Dims("bias_dims", units, 1, 1, 1),
            op.Bias is { } bias ? choice.Weights(bias, "bias") : new NullArgument(),
            CmsisFields.Dims("output_dims", batches, units, 1, 1),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.FullyConnected(
            question.Target, OperatorCatalog.Of(op).Macs(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }

    /// <summary>The library subtracts its input offset: it is the zero point itself.</summary>
    private static StructArgument Parameters(Svdf op, SvdfConstants constants) => new("cmsis_nn_svdf_params", "svdf_params",
    [
        .. StructFields.Of(
            ("rank", op.Rank), ("input_offset", -constants.InputOffset), ("output_offset", constants.OutputZeroPoint)),
        Range("input_activation", short.MinValue, short.MaxValue),
        Range("output_activation", sbyte.MinValue, sbyte.MaxValue),
    ]);

    private static StructField Range(string name, int min, int max) =>
        new(name, new NestedValue(StructFields.Of(("min", min), ("max", max))));
}
