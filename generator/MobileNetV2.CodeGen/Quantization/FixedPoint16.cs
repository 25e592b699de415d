namespace MobileNetV2.CodeGen.Quantization;

/// <summary>16-bit fixed point of the TensorFlow Lite Micro reference kernels.</summary>
internal static class FixedPoint16
{
    /// <summary>The high 16 bits of 2ab, rounded half away from zero on the division by 2^15; the one overflow saturates.</summary>
    public static short SaturatingRoundingDoublingHighMultiply(short a, short b)
    {
        if (a == short.MinValue && b == short.MinValue)
            return short.MaxValue;
        var product = a * b;
        var nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
        return (short)((product + nudge) / (1 << 15));
    }

    /// <summary>The high 16 bits of 2ab, rounded toward zero; the one overflow saturates.</summary>
    public static short SaturatingDoublingHighMultiply(short a, short b) =>
        a == short.MinValue && b == short.MinValue ? short.MaxValue : (short)(a * b / (1 << 15));

    /// <summary>x * 2^<paramref name="shift"/>, saturated.</summary>
    public static short SaturatingLeftShift(short x, int shift) =>
        (short)Math.Clamp((long)x << Math.Min(shift, 31), short.MinValue, short.MaxValue);

    /// <summary>The multiplier of <paramref name="factor"/> in Q0.15, rounded half up.</summary>
    public static short Multiplier(QuantizedMultiplier factor)
    {
        const int half = 1 << 15;
        return factor.MultiplierQ31 >= int.MaxValue - half ? short.MaxValue : (short)((factor.MultiplierQ31 + half) >> 16);
    }
}
