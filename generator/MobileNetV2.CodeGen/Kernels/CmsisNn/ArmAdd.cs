using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>ADD of equal shapes.</summary>
internal sealed class ArmAdd(ElementType type) : ArmElementwise<Add>("add", type)
{
    protected override void Call(Kernel function, Add op, KernelQuestion question, ChoiceBuilder choice)
    {
        var c = AddConstants.For(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        choice.Call(
            function,
            choice.Read(op.Left),
            choice.Read(op.Right),
            new IntegerArgument(c.LeftOffset, "input_1_offset"),
            new IntegerArgument(c.LeftFactor.MultiplierQ31, "input_1_mult"),
            new IntegerArgument(c.LeftFactor.Shift, "input_1_shift"),
            new IntegerArgument(c.RightOffset, "input_2_offset"),
            new IntegerArgument(c.RightFactor.MultiplierQ31, "input_2_mult"),
            new IntegerArgument(c.RightFactor.Shift, "input_2_shift"),
            new IntegerArgument(c.Shift, "left_shift"),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(c.OutputOffset, "out_offset"),
            new IntegerArgument(c.OutputFactor.MultiplierQ31, "out_mult"),
            new IntegerArgument(c.OutputFactor.Shift, "out_shift"),
            new IntegerArgument(c.Activation.Min, "out_activation_min"),
            new IntegerArgument(c.Activation.Max, "out_activation_max"),
            new IntegerArgument(count, "block_size"));
        choice.Instructions = CmsisCosts.Add(question.Target, count);
    }
}
