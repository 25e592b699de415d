using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_add_params</c>.</summary>
internal static class AddParameters
{
    /// <param name="sign">Of the right input: -1 subtracts it.</param>
    public static StructArgument Of(AddConstants c, int sign) => new("mnv2_add_params", "params", StructFields.Of(
        ("input_1_offset", c.LeftOffset),
        ("input_1_multiplier", c.LeftFactor.MultiplierQ31),
        ("input_1_shift", c.LeftFactor.Shift),
        ("input_2_offset", c.RightOffset),
        ("input_2_multiplier", c.RightFactor.MultiplierQ31),
        ("input_2_shift", c.RightFactor.Shift),
        ("input_2_sign", sign),
        ("left_shift", c.Shift),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.OutputFactor.MultiplierQ31),
        ("output_shift", c.OutputFactor.Shift),
        ("activation_min", c.Activation.Min),
        ("activation_max", c.Activation.Max)));
}
