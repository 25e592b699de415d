using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The multiplier and shift of every output channel as constant arrays.</summary>
internal readonly record struct ChannelQuantization(ConstantArgument Multiplier, ConstantArgument Shift)
{
    public static ChannelQuantization Of(ConvolutionConstants constants, StepBuilder step) => new(
        step.Constant("multiplier", "Q31 factor of each output channel", [.. constants.Multipliers.Select(m => m.MultiplierQ31)]),
        step.Constant("shift", "power of two of each output channel", [.. constants.Multipliers.Select(m => m.Shift)]));
}
