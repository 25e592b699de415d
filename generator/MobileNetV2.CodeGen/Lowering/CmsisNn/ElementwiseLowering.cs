using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.CmsisNn;

/// <summary>ADD and MUL of equal shapes to <c>arm_elementwise_add_s8</c> and <c>arm_elementwise_mul_s8</c>.</summary>
/// <remarks>In every build of the library an element (or vector of elements) is read from both inputs before it is written, in
/// ascending order, so the output may be one of the inputs.</remarks>
internal static class ElementwiseLowering
{
    public static void Lower(Add op, StepBuilder step)
    {
        var c = AddConstants.For(step.Graph, op);
        var count = step[op.Output].Shape.ElementCount;
        step.CallChecked(
            "arm_elementwise_add_s8",
            ["mnv2_arm_elementwise_add_s8.c", "mnv2_add_s8.c"],
            step.Read(op.Left),
            step.Read(op.Right),
            new IntegerArgument(c.LeftOffset, "input_1_offset"),
            new IntegerArgument(c.LeftFactor.MultiplierQ31, "input_1_mult"),
            new IntegerArgument(c.LeftFactor.Shift, "input_1_shift"),
            new IntegerArgument(c.RightOffset, "input_2_offset"),
            new IntegerArgument(c.RightFactor.MultiplierQ31, "input_2_mult"),
            new IntegerArgument(c.RightFactor.Shift, "input_2_shift"),
            new IntegerArgument(AddConstants.LeftShift, "left_shift"),
            step.Write(op.Output),
            new IntegerArgument(c.OutputOffset, "out_offset"),
            new IntegerArgument(c.OutputFactor.MultiplierQ31, "out_mult"),
            new IntegerArgument(c.OutputFactor.Shift, "out_shift"),
            new IntegerArgument(c.Activation.Min, "out_activation_min"),
            new IntegerArgument(c.Activation.Max, "out_activation_max"),
            new IntegerArgument(count, "block_size"));
        PermitInPlace(op, step);
        step.EstimatedInstructions = CmsisCosts.Add(step.Target, count);
    }

    public static void Lower(Mul op, StepBuilder step)
    {
        var c = MulConstants.For(step.Graph, op);
        var count = step[op.Output].Shape.ElementCount;
        step.CallChecked(
            "arm_elementwise_mul_s8",
            ["mnv2_arm_elementwise_mul_s8.c", "mnv2_mul_s8.c"],
            step.Read(op.Left),
            step.Read(op.Right),
            new IntegerArgument(c.LeftOffset, "input_1_offset"),
            new IntegerArgument(c.RightOffset, "input_2_offset"),
            step.Write(op.Output),
            new IntegerArgument(c.OutputOffset, "out_offset"),
            new IntegerArgument(c.Factor.MultiplierQ31, "out_mult"),
            new IntegerArgument(c.Factor.Shift, "out_shift"),
            new IntegerArgument(c.Activation.Min, "out_activation_min"),
            new IntegerArgument(c.Activation.Max, "out_activation_max"),
            new IntegerArgument(count, "block_size"));
        PermitInPlace(op, step);
        step.EstimatedInstructions = CmsisCosts.Add(step.Target, count) / 2;
    }

    private static void PermitInPlace(BinaryOperator op, StepBuilder step)
    {
        step.PermitOverlap(op.Output, op.Left, 0);
        if (op.Right != op.Left)
            step.PermitOverlap(op.Output, op.Right, 0);
    }
}
