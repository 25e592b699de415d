using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Curves that the reference computes in fixed point from arguments in Q4.27 and that are flat beyond 15:
/// LOGISTIC and TANH.</summary>
internal static class SaturatingCurve
{
    private const int IntegerBits = 4;
    private const int FractionBits = 31 - IntegerBits;

    /// <param name="curve">From Q4.27 to Q0.31.</param>
    /// <param name="outputBits">Fraction bits of the output.</param>
    /// <param name="outputZeroPoint">The output's zero point.</param>
    public static Func<int, int> Of(QuantizationParameters input, Func<int, int> curve, int outputBits, int outputZeroPoint)
    {
        var factor = QuantizedMultiplier.FromReal((double)input.Scale * (1 << FractionBits));
        var radius = (int)Math.Min(
            Math.Floor(Math.ScaleB((double)((1 << IntegerBits) - 1) * (1 << FractionBits), -factor.Shift)), int.MaxValue);
        return x =>
        {
            // The lower end comes first: where the radius is 0, so is the argument.
            var distance = x - input.ZeroPoint;
            if (distance <= -radius)
                return sbyte.MinValue;
            if (distance >= radius)
                return sbyte.MaxValue;
            return FixedPoint.RoundingDivideByPowerOfTwo(curve(factor.Apply(distance)), 31 - outputBits) + outputZeroPoint;
        };
    }
}
