using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels.Wide;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>FULLY_CONNECTED on activations of 16 bits, with one factor for all outputs.</summary>
internal sealed class ArmWideFullyConnected : WideFilterRule<FullyConnected>
{
    private static readonly Kernel Function = Kernel.OfLibrary(
        "arm_fully_connected_s16",
        StatusConvention.CmsisNn,
        new LibraryPart("FULLYCONNECTED"),
        "mnv2_arm_fully_connected_s16.c",
        "mnv2_fully_connected_s16.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override bool IsOfLibrary => true;

    protected override KernelAnswer Answer(FullyConnected op, KernelQuestion question)
    {
        var constants = ConvolutionConstants.For(question.Tensors, op);
        var (outputs, inputs) = (question[op.Filter].Shape[0], question[op.Filter].Shape[1]);
        if (constants.IsPerChannel || !WideSums.Fit(question, op, constants, outputs, channelsAreLast: false))
            return KernelAnswer.No(LibraryRule.OtherBits);
        var batches = question.Input.Shape.ElementCount / inputs;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Function,
            LibraryRule.Context(choice, 0),
            ArmFullyConnected.Parameters(constants),
            LibraryRule.PerTensor("quant_params", constants.Multipliers[0]),
            CmsisFields.Dims("input_dims", batches, 1, 1, inputs),
            choice.Read(op.Input),
            CmsisFields.Dims("filter_dims", inputs, 1, 1, outputs),
            choice.Weights(op.Filter, "filter"),
            CmsisFields.Dims("bias_dims", 1, 1, 1, outputs),
            Bias(op, question, choice),
            CmsisFields.Dims("output_dims", batches, 1, 1, outputs),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CmsisCosts.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }
}
