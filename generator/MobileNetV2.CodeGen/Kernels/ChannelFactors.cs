using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The multiplier and shift of every output channel as constant arrays.</summary>
internal readonly record struct ChannelFactors(RecipeArgument Multiplier, RecipeArgument Shift)
{
    /// <param name="isOne">All channels have the same factor, and one is enough.</param>
    public static ChannelFactors Of(ConvolutionConstants constants, ChoiceBuilder choice, bool isOne = false)
    {
        var factors = isOne ? constants.Multipliers[..1] : constants.Multipliers;
        return new(
            choice.Words("multiplier", "Q31 factor of each output channel", factors.Length, () => factors.Select(m => m.MultiplierQ31)),
            choice.Words("shift", "power of two of each output channel", factors.Length, () => factors.Select(m => m.Shift)));
    }
}
