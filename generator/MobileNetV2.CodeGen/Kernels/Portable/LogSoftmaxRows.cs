using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>LOG_SOFTMAX.</summary>
internal sealed class LogSoftmaxRows : KernelRule<LogSoftmax>
{
    private static readonly Kernel Whole = Kernel.Own("mnv2_log_softmax_s8");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) => type == ElementType.Int8;

    protected override KernelAnswer Answer(LogSoftmax op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        var constants = LogSoftmaxConstants.For(question.Tensors, op);
        var choice = new ChoiceBuilder(question);
        choice.Call(
            Whole,
            new StructArgument("mnv2_log_softmax_params", "params", StructFields.Of(
                ("rows", shape.ElementCount / shape.Channels),
                ("row_size", shape.Channels),
                ("input_multiplier", constants.InputFactor.MultiplierQ31),
                ("input_left_shift", constants.InputFactor.Shift),
                ("reverse_multiplier", constants.Reverse.MultiplierQ31),
                ("reverse_shift", constants.Reverse.Shift),
                ("diff_min", constants.DiffMin))),
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output));
        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = CostModel.Softmax(shape.ElementCount);
        return choice.Build();
    }
}
