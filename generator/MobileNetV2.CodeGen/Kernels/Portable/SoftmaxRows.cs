using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>SOFTMAX.</summary>
internal sealed class SoftmaxRows : KernelRule<Softmax>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_softmax_s8");
    private static readonly Kernel WithInt16 = Kernel.Own("mnv2_softmax_s8_s16");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type is ElementType.Int8 or ElementType.Int16;

    protected override KernelAnswer Answer(Softmax op, KernelQuestion question)
    {
        if (question.Input.Type != ElementType.Int8)
            return KernelAnswer.No($"tensor {question.Input.Id} '{question.Input.Name}' has type {question.Input.Type}");
        var shape = question.Input.Shape;
        var constants = SoftmaxConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            question.Output.Type == ElementType.Int16 ? WithInt16 : Whole,
            new StructArgument("mnv2_softmax_params", "params", StructFields.Of(
                ("rows", shape.ElementCount / shape.Channels),
                ("row_size", shape.Channels),
                ("input_multiplier", constants.InputFactor.MultiplierQ31),
                ("input_left_shift", constants.InputFactor.Shift),
                ("diff_min", constants.DiffMin))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        if (question.Output.Type == ElementType.Int8)
            choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
