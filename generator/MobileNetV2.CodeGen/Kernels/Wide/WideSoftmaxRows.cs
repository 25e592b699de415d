using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Wide;

/// <summary>SOFTMAX.</summary>
internal sealed class WideSoftmaxRows : WideRule<Softmax>
{
    private static readonly Kernel Whole = Kernel.Wide("mnv2_softmax_s16");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override KernelAnswer Answer(Softmax op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        var factor = WideSoftmaxConstants.For(question.Tensors, op).Factor;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_softmax_s16_params", "params", StructFields.Of(
                ("rows", shape.ElementCount / shape.Channels),
                ("row_size", shape.Channels),
                ("input_multiplier", factor.MultiplierQ31),
                ("input_shift", factor.Shift))),
            WideSoftmaxTables.Exponential(choice),
            WideSoftmaxTables.Reciprocal(choice),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
