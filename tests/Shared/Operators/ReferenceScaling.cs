namespace MobileNetV2.CodeGen.Tests.Shared.Operators;

/// <summary>A factor below 1 as the reference's kernels multiply by it, rounding twice: a fraction of 2^31 and a power of two. Integers are
/// 64 bits wide, so nothing can hide in a wrap.</summary>
internal sealed record ReferenceScaling(long Fraction, int Power)
{
    public static ReferenceScaling Of(double factor)
    {
        var power = 0;
        for (; factor < 0.5; factor *= 2)
            power--;
        var fraction = (long)Math.Round(factor * 2147483648.0, MidpointRounding.AwayFromZero);
        return fraction == 1L << 31 ? new(fraction / 2, power + 1) : new(fraction, power);
    }

    public long Multiply(long x)
    {
        var product = x * Fraction;
        var high = (product + (product >= 0 ? 1L << 30 : 1 - (1L << 30))) / (1L << 31);
        return (long)Math.Round(Math.ScaleB((double)high, Power), MidpointRounding.AwayFromZero);
    }
}

/// <summary>The steps of the reference's kernels that add up values: each shifted up by 20 bits, halved, added; the sum scaled.</summary>
internal sealed record ReferenceSum(int ZeroPoint, int OutputZeroPoint, ReferenceScaling Half, ReferenceScaling Last)
{
    /// <summary>What a sum begins with: the stored 0, as a value.</summary>
    public long Begin => Term(0);

    public static ReferenceSum Of(OperatorSample sample)
    {
        var (input, output) = (sample.Input(0).RequiredQuantization, sample.Output().RequiredQuantization);
        var twice = 2.0 * input.Scale;
        return new(
            input.ZeroPoint, output.ZeroPoint, ReferenceScaling.Of(input.Scale / twice),
            ReferenceScaling.Of(twice / (1048576.0 * output.Scale)));
    }

    /// <summary>What a stored value adds.</summary>
    public long Term(double value) => Half.Multiply(((long)value - ZeroPoint) * 1048576L);

    /// <summary>The stored result.</summary>
    public double Finish(long sum) => Math.Clamp(Last.Multiply(sum) + OutputZeroPoint, -128, 127);
}
