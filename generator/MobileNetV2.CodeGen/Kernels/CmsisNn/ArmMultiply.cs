using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>MUL of equal shapes.</summary>
internal sealed class ArmMultiply(ElementType type) : ArmElementwise<Mul>("mul", type)
{
    protected override void Call(Kernel function, Mul op, KernelQuestion question, ChoiceBuilder choice)
    {
        var c = MulConstants.For(question.Tensors, op);
        var count = question.Output.Shape.ElementCount;
        choice.Call(
            function,
            choice.Read(op.Left),
            choice.Read(op.Right),
            new IntegerArgument(c.LeftOffset, "input_1_offset"),
            new IntegerArgument(c.RightOffset, "input_2_offset"),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(c.OutputOffset, "out_offset"),
            new IntegerArgument(c.Factor.MultiplierQ31, "out_mult"),
            new IntegerArgument(c.Factor.Shift, "out_shift"),
            new IntegerArgument(c.Activation.Min, "out_activation_min"),
            new IntegerArgument(c.Activation.Max, "out_activation_max"),
            new IntegerArgument(count, "block_size"));
        choice.Instructions = CmsisCosts.Add(question.Target, count) / 2;
    }
}
