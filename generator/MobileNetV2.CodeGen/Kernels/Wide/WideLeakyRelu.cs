using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>LEAKY_RELU.</summary>
internal sealed class WideLeakyRelu : WideRule<LeakyRelu>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_leaky_relu_s16");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override KernelAnswer Answer(LeakyRelu op, KernelQuestion question)
    {
        var c = LeakyReluConstants.For(op, question.Input.RequiredQuantization, question.Output.RequiredQuantization);
        var count = question.Output.Shape.ElementCount;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_leaky_relu_s16_params", "params", StructFields.Of(
                ("multiplier_above", c.Above.MultiplierQ31),
                ("shift_above", c.Above.Shift),
                ("multiplier_below", c.Below.MultiplierQ31),
                ("shift_below", c.Below.Shift),
                ("sign_below", c.Sign))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(count));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Rescale(count);
        return choice.Build();
    }
}
