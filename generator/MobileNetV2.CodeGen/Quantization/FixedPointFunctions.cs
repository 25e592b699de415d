using System.Numerics;
using static MobileNetV2.CodeGen.Quantization.FixedPoint;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>Exponential and reciprocal in fixed point, bit for bit as the reference kernels compute them.</summary>
internal static class FixedPointFunctions
{
    /// <summary>Integer bits of the argument of <see cref="ExpOfNegative"/>: it is in Q5.26.</summary>
    public const int ExpIntegerBits = 5;

    private const int Q2OfOne = 1 << 29;

    /// <summary>e^-(2^n) in Q0.31 for n = -2 to 4: factors of an exponential, chosen by the bits of its argument.</summary>
    private static readonly int[] ExpOfMinusPowersOfTwo = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <summary>e^a in Q0.31 for <paramref name="a"/> &lt;= 0 with so many integer bits, at most 5.</summary>
    public static int ExpOfNegative(int a, int integerBits = ExpIntegerBits)
    {
        var oneQuarter = 1 << (31 - integerBits - 2);
        if (a == 0)
            return int.MaxValue;

        // a = part + minus a multiple of 1/4, with part in [-1/4, 0): a polynomial for the part, one factor for each bit of the rest.
        var part = (a & (oneQuarter - 1)) - oneQuarter;
        var result = ExpOfPart(SaturatingLeftShift(part, integerBits));
        var rest = unchecked(part - a);
        for (var n = 0; n < integerBits + 2; n++)
        {
            if ((rest & (oneQuarter << n)) != 0)
                result = SaturatingRoundingDoublingHighMultiply(result, ExpOfMinusPowersOfTwo[n]);
        }

        return result;
    }

    /// <summary>1 / (1 + x) in Q0.31 for <paramref name="x"/> in Q0.31, 0 &lt;= x &lt; 1.</summary>
    public static int ReciprocalOfOnePlus(int x) => SaturatingLeftShift(TwiceReciprocalOfOnePlus(x), 1);

    /// <summary>1 / sqrt(x) for <paramref name="x"/> of at least 1: five Newton steps from 1. 0 counts as 1.</summary>
    public static QuantizedMultiplier ReciprocalOfRoot(int x)
    {
        if (x <= 1)
            return new QuantizedMultiplier(int.MaxValue, 0);
        const int oneAndHalf = (1 << 28) + (1 << 27);
        const int rootOfHalf = 1518500250;

        // x is moved to [2^27, 2^29) by an even number of bits, half of which the root takes back.
        var down = x >= 1 << 29 ? 1 : 0;
        x >>= 2 * down;
        var pairs = ((BitOperations.LeadingZeroCount((uint)x) - 1) / 2) - 1;
        var half = RoundingDivideByPowerOfTwo(x << (2 * pairs) >> 1, 1);
        var root = 1 << 28;
        for (var step = 0; step < 5; step++)
        {
            var square = SaturatingRoundingDoublingHighMultiply(root, root);
            var cube = SaturatingLeftShift(SaturatingRoundingDoublingHighMultiply(square, root), 6);
            var next = SaturatingRoundingDoublingHighMultiply(oneAndHalf, root) - SaturatingRoundingDoublingHighMultiply(half, cube);
            root = SaturatingLeftShift(next, 3);
        }

        var right = 11 + down - pairs;
        return new QuantizedMultiplier(
            SaturatingRoundingDoublingHighMultiply(root, rootOfHalf) << Math.Max(0, -right), Math.Min(0, -right));
    }

    /// <summary>The natural logarithm, with 5 integer bits, of <paramref name="x"/> of at least 1 with so many integer bits.</summary>
    public static int Log(int x, int integerBits)
    {
        const int logOfTwo = 1488522236;
        const int fourthRootOfHalf = 1805811301;
        const int rootOfHalf = 1518500250;
        const int quarter = 1 << 23;
        const int exponentBits = 31 - 6;
        unchecked
        {
            // x = r * 2^power twice, with powers a half apart; the one whose r is nearer to the fourth root of 1/2 is taken.
            var zeros = BitOperations.LeadingZeroCount((uint)x);
            var r = Shift(SaturatingRoundingDoublingHighMultiply(Shift(x, zeros - 1), rootOfHalf), 1);
            var power = Shift(integerBits - zeros, exponentBits) + quarter;
            var room = BitOperations.LeadingZeroCount((uint)SaturatingRoundingDoublingHighMultiply(x, rootOfHalf)) - 1;
            r = Math.Min(r, Shift(x, room));
            power = Math.Max(power, Shift(integerBits - room, exponentBits) - quarter);

            // A quotient of polynomials in the distance to that root.
            var middle = (int)(((long)r + fourthRootOfHalf + 1) / 2);
            var distance = 2 * (r - fourthRootOfHalf);
            var square = SaturatingRoundingDoublingHighMultiply(distance, distance);
            var cube = SaturatingRoundingDoublingHighMultiply(distance, square);
            var numerator = SaturatingRoundingDoublingHighMultiply(distance, r) + SaturatingRoundingDoublingHighMultiply(cube, 117049297);
            var inner = 1057819769 + distance + SaturatingRoundingDoublingHighMultiply(127690142, square);
            var denominator =
                SaturatingRoundingDoublingHighMultiply(middle, inner) + SaturatingRoundingDoublingHighMultiply(638450708, distance);
            var fraction =
                SaturatingRoundingDoublingHighMultiply(RoundingDivideByPowerOfTwo(numerator, 6), ReciprocalOfOnePlus(denominator));
            return SaturatingLeftShift(SaturatingRoundingDoublingHighMultiply(power, logOfTwo) + fraction, 1);
        }
    }

    /// <summary>1 / (1 + e^-a) in Q0.31 for <paramref name="a"/> in Q4.27.</summary>
    public static int Logistic(int a)
    {
        if (a == 0)
            return 1 << 30;
        var ofMagnitude = ReciprocalOfOnePlus(ExpOfNegative(-Math.Abs(a), integerBits: 4));
        return a > 0 ? ofMagnitude : int.MaxValue - ofMagnitude;
    }

    /// <summary>The hyperbolic tangent in Q0.31 of <paramref name="a"/> in Q4.27.</summary>
    public static int Tanh(int a)
    {
        if (a == 0)
            return 0;

        // (1 - e^-2a) / (1 + e^-2a), which is 2 / (1 + e^-2a) - 1. Twice a number in Q4.27 is the same bits in Q5.26.
        var twice = TwiceReciprocalOfOnePlus(ExpOfNegative(-Math.Abs(a), integerBits: 5));
        var ofMagnitude = SaturatingLeftShift(unchecked(twice - Q2OfOne), 2);
        return a > 0 ? ofMagnitude : -ofMagnitude;
    }

    /// <summary>2 / (1 + x) in Q2.29 for <paramref name="x"/> in Q0.31, 0 &lt;= x &lt; 1: three Newton steps.</summary>
    private static int TwiceReciprocalOfOnePlus(int x)
    {
        const int q2Of48Over17 = 1515870810;
        const int q2OfMinus32Over17 = -1010580540;
        unchecked
        {
            var halfDenominator = (int)(((long)x + int.MaxValue + 1) / 2);
            var estimate = q2Of48Over17 + SaturatingRoundingDoublingHighMultiply(halfDenominator, q2OfMinus32Over17);
            for (var step = 0; step < 3; step++)
            {
                var error = Q2OfOne - SaturatingRoundingDoublingHighMultiply(halfDenominator, estimate);
                estimate += SaturatingLeftShift(SaturatingRoundingDoublingHighMultiply(estimate, error), 2);
            }

            return estimate;
        }
    }

    /// <summary>e^a in Q0.31 for a in [-1/4, 0): Taylor to the fourth power around -1/8.</summary>
    private static int ExpOfPart(int a)
    {
        const int expOfMinusOneEighth = 1895147668;
        const int oneThird = 715827883;
        unchecked
        {
            var x = a + (1 << 28);
            var x2 = SaturatingRoundingDoublingHighMultiply(x, x);
            var x3 = SaturatingRoundingDoublingHighMultiply(x2, x);
            var x4 = SaturatingRoundingDoublingHighMultiply(x2, x2);
            var cubic = SaturatingRoundingDoublingHighMultiply(RoundingDivideByPowerOfTwo(x4, 2) + x3, oneThird);
            var higher = RoundingDivideByPowerOfTwo(cubic + x2, 1);
            return expOfMinusOneEighth + SaturatingRoundingDoublingHighMultiply(expOfMinusOneEighth, x + higher);
        }
    }

    /// <summary>x * 2^<paramref name="exponent"/>, saturated or rounded.</summary>
    private static int Shift(int x, int exponent) =>
        exponent >= 0 ? SaturatingLeftShift(x, exponent) : RoundingDivideByPowerOfTwo(x, -exponent);
}
