using System.Runtime.CompilerServices;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>
/// 32-bit fixed point with double rounding: the arithmetic of the TensorFlow Lite Micro reference kernels, which CMSIS-NN shares.
/// </summary>
/// <remarks>Sums and left shifts wrap as they do in C; everything else is exact.</remarks>
internal static class FixedPoint
{
    /// <summary>The high 32 bits of 2ab, rounded half away from zero on the division by 2^31; the one overflow saturates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SaturatingRoundingDoublingHighMultiply(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
            return int.MaxValue;
        var product = (long)a * b;
        var nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int)((product + nudge) / (1L << 31));
    }

    /// <summary>x / 2^exponent, rounded half away from zero; 0 &lt;= exponent &lt;= 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RoundingDivideByPowerOfTwo(int x, int exponent)
    {
        var mask = (int)((1L << exponent) - 1);
        var remainder = x & mask;
        var threshold = (mask >> 1) + (x < 0 ? 1 : 0);
        return (x >> exponent) + (remainder > threshold ? 1 : 0);
    }

    /// <summary>x * multiplier * 2^(shift - 31), rounded twice: after the multiplication and after the right shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyByQuantizedMultiplier(int x, int multiplierQ31, int shift)
    {
        if (shift > 0)
            return SaturatingRoundingDoublingHighMultiply(unchecked(x << shift), multiplierQ31);
        return RoundingDivideByPowerOfTwo(SaturatingRoundingDoublingHighMultiply(x, multiplierQ31), -shift);
    }

    /// <summary>x * multiplier * 2^(shift - 31), rounded once, halves up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyByQuantizedMultiplierOnce(int x, int multiplierQ31, int shift) =>
        unchecked((int)((((long)x * multiplierQ31) + (1L << (30 - shift))) >> (31 - shift)));

    /// <summary>The same for sums of 64 bits, with the multiplier rounded to 15 bits first and one rounding at the end.
    /// |x| &lt; 2^47, shift at most 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MultiplyByQuantizedMultiplier(long x, int multiplierQ31, int shift)
    {
        var reduced = multiplierQ31 < 0x7FFF0000 ? (multiplierQ31 + (1 << 15)) >> 16 : 0x7FFF;
        var right = 15 - shift;
        return unchecked((int)(((x * reduced) + (1L << (right - 1))) >> right));
    }

    /// <summary>x * 2^<paramref name="shift"/>, saturated.</summary>
    public static int SaturatingLeftShift(int x, int shift) =>
        (int)Math.Clamp((long)x << shift, int.MinValue, int.MaxValue);
}
