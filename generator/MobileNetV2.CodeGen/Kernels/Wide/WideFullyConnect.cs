using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>Fully connected layers of any kind.</summary>
internal sealed class WideFullyConnect : WideFilterRule<FullyConnected>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_fully_connected_s16");

    public override ImmutableArray<KernelForm> Forms => WholeTensors;

    protected override KernelAnswer Answer(FullyConnected op, KernelQuestion question)
    {
        var constants = ConvolutionConstants.For(question.Tensors, op);
        var (outputs, inputs) = (question[op.Filter].Shape[0], question[op.Filter].Shape[1]);
        var batches = question.Input.Shape.ElementCount / inputs;
        var choice = new ChoiceBuilder(question);
        var factors = ChannelFactors.Of(constants, choice, isOne: !constants.IsPerChannel);
        choice.Call(
            Whole,
            new StructArgument("mnv2_fully_connected_params", "params", StructFields.Of(
                ("batches", batches),
                ("input_features", inputs),
                ("output_features", outputs),
                ("activation_min", constants.Activation.Min),
                ("activation_max", constants.Activation.Max),
                ("is_per_channel", constants.IsPerChannel ? 1 : 0))),
            factors.Multiplier,
            factors.Shift,
            choice.Read(op.Input),
            choice.Weights(op.Filter, "filter"),
            Bias(op, question, choice),
            SumBits(op, question),
            ChoiceBuilder.Write(op.Output));
        choice.Instructions = CostModel.FullyConnected(
            question.Target, MacCount.Of(question.Tensors, op), question.Output.Shape.ElementCount);
        return choice.Build();
    }
}
