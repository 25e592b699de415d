using System.Runtime.CompilerServices;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>A real factor in the form that a rule of rounding takes.</summary>
/// <param name="Fixed">For rules in fixed point.</param>
/// <param name="Single">For <see cref="RoundingRule.Float32"/>; programs multiply scales in that precision, so it is not always the
/// nearest to <paramref name="Real"/>.</param>
internal readonly record struct RuledFactor(RoundingRule Rule, QuantizedMultiplier Fixed, double Real, float Single)
{
    /// <summary>A factor of which only its fixed-point form is known.</summary>
    public static RuledFactor Of(RoundingRule rule, QuantizedMultiplier factor)
    {
        var real = Math.ScaleB((double)factor.MultiplierQ31, factor.Shift - 31);
        return new RuledFactor(rule, factor, real, (float)real);
    }

    /// <summary><paramref name="x"/> times the factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Apply(int x) => Rule switch
    {
        RoundingRule.Once => FixedPoint.MultiplyByQuantizedMultiplierOnce(x, Fixed.MultiplierQ31, Fixed.Shift),
        RoundingRule.Float32 => Saturated(MathF.Round(x * Single, MidpointRounding.ToEven)),
        RoundingRule.Float64 => Saturated(Math.Round(x * Real, MidpointRounding.AwayFromZero)),
        _ => Fixed.Apply(x),
    };

    private static int Saturated(double steps) => (int)Math.Clamp(steps, int.MinValue, int.MaxValue);
}
