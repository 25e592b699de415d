using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_sum_params</c>.</summary>
internal static class SumParameters
{
    public static StructArgument Of(SumConstants c) => new("mnv2_sum_params", "params", StructFields.Of(
        ("input_offset", c.InputOffset),
        ("left_shift", SumConstants.HeadRoom),
        ("output_offset", c.OutputOffset),
        ("output_multiplier", c.Factor.MultiplierQ31),
        ("output_shift", c.Factor.Shift)));
}
