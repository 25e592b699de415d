using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>MUL to <c>mnv2_mul_s8</c>.</summary>
internal static class MulLowering
{
    public static void Lower(Mul op, StepBuilder step)
    {
        ElementwiseCall.Emit(op, "mul", Parameters(MulConstants.For(step.Graph, op)), step);
        step.EstimatedInstructions = CostModel.Rescale(step[op.Output].Shape.ElementCount);
    }

    private static StructArgument Parameters(MulConstants c) => new("mnv2_mul_params", "params", StructFields.Of(
        ("input_1_offset", c.LeftOffset),
        ("input_2_offset", c.RightOffset),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.Factor.MultiplierQ31),
        ("output_shift", c.Factor.Shift),
        ("activation_min", c.Activation.Min),
        ("activation_max", c.Activation.Max)));
}
