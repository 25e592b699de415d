using System.Runtime.CompilerServices;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>A real factor as MultiplierQ31 * 2^(Shift - 31); the multiplier is 0 or in [2^30, 2^31).</summary>
/// <param name="Shift">Positive shifts left before the multiplication, negative shifts right after it. At least -31.</param>
internal readonly record struct QuantizedMultiplier(int MultiplierQ31, int Shift)
{
    /// <summary>Exactly 1: applying it changes nothing.</summary>
    public static QuantizedMultiplier One => new(1 << 30, 1);

    /// <summary>The nearest representation of <paramref name="real"/>, ties away from zero; factors below 2^-32 become 0.</summary>
    /// <param name="real">Finite and not negative.</param>
    public static QuantizedMultiplier FromReal(double real)
    {
        if (real == 0 || !double.IsFinite(real))
            return default;
        var exponent = Math.ILogB(real) + 1;
        var q31 = (long)Math.Round(Math.ScaleB(real, 31 - exponent), MidpointRounding.AwayFromZero);
        if (q31 == 1L << 31)
        {
            q31 /= 2;
            exponent++;
        }

        return exponent < -31 ? default : new QuantizedMultiplier((int)q31, exponent);
    }

    /// <summary><paramref name="x"/> times the factor, rounded as the reference kernels round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Apply(long x) => FixedPoint.MultiplyByQuantizedMultiplier(x, MultiplierQ31, Shift);

    /// <inheritdoc cref="Apply(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Apply(int x) => FixedPoint.MultiplyByQuantizedMultiplier(x, MultiplierQ31, Shift);
}
