using System.Runtime.CompilerServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How the kernels end: scale, move to the output's zero point, clamp, keep 8 bits.</summary>
internal static class Requantization
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Finish(this ConvolutionConstants constants, int sum, int channel) =>
        Finish(
            constants.Others is { } others ? others[channel].Apply(sum) : constants.Multipliers[channel].Apply(sum),
            constants.OutputOffset,
            constants.Activation);

    /// <summary>A result may be anywhere in 32 bits: adding the offset wraps, as in C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Finish(int scaled, int outputOffset, ActivationRange range) =>
        Elements.ToByte(range.Clamp(unchecked(scaled + outputOffset)));

    /// <summary>What becomes of each byte of <paramref name="type"/>.</summary>
    public static byte[] Table(this RequantizeConstants constants, ElementType type, RoundingRule rule = RoundingRule.Reference)
    {
        var factor = RuledFactor.Of(rule, constants.Factor);
        return Elements.Table(type, x => Finish(factor.Apply(x + constants.InputOffset), constants.OutputOffset, constants.Range));
    }
}
