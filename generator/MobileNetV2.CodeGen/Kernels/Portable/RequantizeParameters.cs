using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary><c>mnv2_requantize_params</c>.</summary>
internal static class RequantizeParameters
{
    public static StructArgument Of(RequantizeConstants c, string name = "params") => new("mnv2_requantize_params", name, StructFields.Of(
        ("input_offset", c.InputOffset),
        ("output_multiplier", c.Factor.MultiplierQ31),
        ("output_shift", c.Factor.Shift),
        ("output_offset", c.OutputOffset),
        ("activation_min", c.Range.Min),
        ("activation_max", c.Range.Max)));
}
