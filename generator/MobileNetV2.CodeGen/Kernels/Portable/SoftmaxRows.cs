using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SOFTMAX.</summary>
internal sealed class SoftmaxRows : KernelRule<Softmax>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_softmax_s8");

    protected override KernelAnswer Answer(Softmax op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        var constants = SoftmaxConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_softmax_params", "params", StructFields.Of(
                ("rows", shape.ElementCount / shape.Channels),
                ("row_size", shape.Channels),
                ("input_multiplier", constants.InputFactor.MultiplierQ31),
                ("input_left_shift", constants.InputFactor.Shift),
                ("diff_min", constants.DiffMin))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
