using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SVDF; the state is shifted and used where it lies.</summary>
internal sealed class FilterOverTime : KernelRule<Svdf>
{
    private const string File = "mnv2_svdf_s8.c";
    private static readonly Kernel OfInt16 = Kernel.Own("mnv2_svdf_s8_s16", File);
    private static readonly Kernel OfInt8 = Kernel.Own("mnv2_svdf_s8_s8", File);

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Int16 or ElementType.Int32;

    protected override KernelAnswer Answer(Svdf op, KernelQuestion question)
    {
        var (input, time) = (question.Input.Shape, question[op.Inputs[2]].Shape);
        var constants = SvdfConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question[op.State].Type == ElementType.Int8 ? OfInt8 : OfInt16,
            new StructArgument("mnv2_svdf_params", "params", StructFields.Of(
                ("batches", input[0]), ("inputs", input[1]), ("filters", time[0]), ("memory", time[1]), ("rank", op.Rank),
                ("input_offset", constants.InputOffset), ("state_zero_point", constants.StateZeroPoint), ("output_zero_point",
                    constants.OutputZeroPoint),
                ("feature_multiplier", constants.FeatureFactor.MultiplierQ31), ("feature_shift", constants.FeatureFactor.Shift),
                ("output_multiplier", constants.OutputFactor.MultiplierQ31), ("output_shift", constants.OutputFactor.Shift))),
            choice.Read(op.Input),
            choice.Weights(op.Inputs[1], "features"),
            choice.Weights(op.Inputs[2], "time"),
            op.Bias is { } bias ? choice.Weights(bias, "bias") : new NullArgument(),
            ChoiceBuilder.Write(op.Outputs[1]),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = OperatorCatalog.Of(op).Macs(question.Tensors, op) * 4;
        return choice.Build();
    }
}
