using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>ADD and SUB to <c>mnv2_add_s8</c>.</summary>
internal static class AddLowering
{
    public static void Lower(Add op, StepBuilder step) => Lower(op, AddConstants.For(step.Graph, op), sign: 1, step);

    public static void Lower(Sub op, StepBuilder step) => Lower(op, AddConstants.For(step.Graph, op), sign: -1, step);

    private static void Lower(BinaryOperator op, AddConstants constants, int sign, StepBuilder step)
    {
        ElementwiseCall.Emit(op, "add", Parameters(constants, sign), step);
        step.EstimatedInstructions = CostModel.Add(step.Target, step[op.Output].Shape.ElementCount);
    }

    private static StructArgument Parameters(AddConstants c, int sign) => new("mnv2_add_params", "params", StructFields.Of(
        ("input_1_offset", c.LeftOffset),
        ("input_1_multiplier", c.LeftFactor.MultiplierQ31),
        ("input_1_shift", c.LeftFactor.Shift),
        ("input_2_offset", c.RightOffset),
        ("input_2_multiplier", c.RightFactor.MultiplierQ31),
        ("input_2_shift", c.RightFactor.Shift),
        ("input_2_sign", sign),
        ("left_shift", AddConstants.LeftShift),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.OutputFactor.MultiplierQ31),
        ("output_shift", c.OutputFactor.Shift),
        ("activation_min", c.Activation.Min),
        ("activation_max", c.Activation.Max)));
}
