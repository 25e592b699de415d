using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of LOGISTIC and TANH on 16-bit values: the argument in units of 1/12288 is x * Multiplier / 2^RightShift,
/// rounded.</summary>
internal sealed record CurveConstants(int Multiplier, int RightShift)
{
    /// <summary>The reference takes scales that are so near to a power of two for one.</summary>
    public const float ScaleTolerance = 7e-4f;

    /// <summary>The last exponents of the input scale, as a power of two, that need no scaling.</summary>
    private const int Fraction = -12;

    /// <summary>The logistic function of i / 24 in units of 1/65536, raised where lines between neighbours would lie too low.</summary>
    public static ImmutableArray<int> Table { get; } =
        [.. Enumerable.Range(0, 255).Select(i => (int)Math.Floor(Raised(i) + 0.5)), ushort.MaxValue];

    public static CurveConstants For(ITensorTable graph, Logistic op) => For(graph[op.Input].RequiredQuantization.Scale, largestShift: 0);

    public static CurveConstants For(ITensorTable graph, Tanh op) => For(graph[op.Input].RequiredQuantization.Scale, largestShift: 1);

    public static double RealFactor(float scale) => (double)scale * 4096.0 * 3.0;

    /// <summary>Of an argument that is a multiple of a power of two.</summary>
    public static CurveConstants OfPower(int exponent)
    {
        var shift = exponent - Fraction;
        return shift >= 0 ? new(3 << shift, 0) : new(3, -shift);
    }

    private static CurveConstants For(float scale, int largestShift)
    {
        if (PowerOfTwo(scale) is { } exponent && exponent - Fraction >= 0 && exponent - Fraction <= largestShift)
            return OfPower(exponent);
        var (real, shift) = (RealFactor(scale), 0);
        for (; real <= 32767.0 / 2.0 && shift <= 30; shift++)
            real *= 2.0;
        return new((int)real, shift);
    }

    /// <summary>The exponent of a scale that is a power of two as far as the reference can tell.</summary>
    public static int? PowerOfTwo(float scale)
    {
        var log = Log2(scale);
        var nearest = MathF.Round(log, MidpointRounding.AwayFromZero);
        return MathF.Abs(log - nearest) < 1e-3f ? (int)nearest : null;
    }

    private static double Raised(int entry) => Value(entry) + ((Value(entry + 0.5) - ((Value(entry) + Value(entry + 1)) / 2)) / 2);

    public static float Log2(float scale) => (float)Math.Log(scale) * (1f / (float)Math.Log(2));

    private static double Value(double entry) => 65536 / (1 + Math.Exp(-entry / 24));
}
