namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Functions of reals from additions and multiplications alone, so that they have the same bits on every machine; the platform's own
/// differ in the last place from one to the next. Accurate far beyond binary32.
/// </summary>
internal static class FloatFunctions
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: the first has so few bits that its products with exponents are exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private static readonly double[] InverseFactorials =
    [
        1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0, 1 / 5040.0, 1 / 40320.0, 1 / 362880.0, 1 / 3628800.0, 1 / 39916800.0,
        1 / 479001600.0, 1 / 6227020800.0,
    ];

    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709.7)
            return double.PositiveInfinity;
        if (x < -745)
            return 0;
        var exponent = Math.Round(x * Log2E);
        var rest = x - (exponent * Ln2High) - (exponent * Ln2Low);
        var sum = InverseFactorials[^1];
        for (var i = InverseFactorials.Length - 2; i >= 0; i--)
            sum = (sum * rest) + InverseFactorials[i];
        return Math.ScaleB(sum, (int)exponent);
    }

    /// <summary>The natural logarithm; that of 0 is minus infinity, negative numbers have none.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
            return double.NaN;
        if (x == 0 || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // The series of the inverse hyperbolic tangent, whose argument is below 0.18 here.
        var argument = (mantissa - 1) / (mantissa + 1);
        var square = argument * argument;
        var sum = 0.0;
        for (var odd = 23; odd >= 1; odd -= 2)
            sum = (sum * square) + (1.0 / odd);
        return (exponent * Ln2High) + ((2 * argument * sum) + (exponent * Ln2Low));
    }

    /// <summary>x to the power of y, for numbers of binary32.</summary>
    public static double Power(double x, double y)
    {
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x) || double.IsNaN(y))
            return double.NaN;
        var isWhole = double.IsInfinity(y) || Math.Floor(y) == y;
        var isOdd = isWhole && Math.Abs(y) < 1L << 53 && ((long)y & 1) != 0;
        if (x < 0 && !isWhole && !double.IsInfinity(x))
            return double.NaN;
        var size = x == -1 ? 1 : Exp(y * Log(Math.Abs(x)));
        return x < 0 && isOdd ? -size : size;
    }

    /// <summary>The largest whole number that is not above x.</summary>
    public static float Floor(float x)
    {
        // From 2^23 on there are no fractions.
        if (!(MathF.Abs(x) < 8388608))
            return x;
        var whole = (float)(int)x;
        return whole == x ? x : whole > x ? whole - 1 : whole;
    }

    /// <summary>The nearest whole number; ties go to even ones.</summary>
    public static float Round(float x)
    {
        var below = Floor(x);
        var rest = x - below;
        return rest > 0.5f || (rest == 0.5f && below - (2 * Floor(below / 2)) != 0) ? below + 1 : below;
    }

    /// <summary>What is left of x after as many y as go into it, rounded towards zero; it has the sign of x.</summary>
    public static float Remainder(float x, float y) => x % y;

    /// <summary>Every number that is none has one bit pattern: processors differ in theirs.</summary>
    public static float Canonical(float x) => float.IsNaN(x) ? BitConverter.UInt32BitsToSingle(0x7FC00000) : x;

    public static double Tanh(double x)
    {
        if (Math.Abs(x) < 1e-3)
            return x - (x * x * x / 3);
        var square = Exp(-2 * Math.Abs(x));
        return Math.CopySign((1 - square) / (1 + square), x);
    }

    /// <summary>e^x - 1, also where e^x is nearly 1.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < 1e-4 ? x + (x * x / 2) + (x * x * x / 6) : Exp(x) - 1;

    /// <summary>The probability that a normal variable is below x.</summary>
    public static double Normal(double x)
    {
        // Near 0 a series whose terms are all positive; beyond, a continued fraction from its far end.
        var z = Math.Abs(x);
        var density = Exp(-z * z / 2) * 0.3989422804014327;
        double tail;
        if (z < 3)
        {
            var (sum, term) = (z, z);
            for (var n = 3; term > sum * 1e-17; n += 2)
                sum += term *= z * z / n;
            tail = 0.5 - (density * sum);
        }
        else
        {
            var rest = 0.0;
            for (var n = 60; n > 0; n--)
                rest = n / (z + rest);
            tail = density / (z + rest);
        }

        return x < 0 ? tail : 1 - tail;
    }
}
