using System.Numerics;
using CsCheck;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Tests.Quantization;

/// <summary>Expected values are derived by hand from the rounding rules.</summary>
public class FixedPointTests
{
    [Theory]
    [InlineData(int.MinValue, int.MinValue, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue, -int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue - 1)]
    [InlineData(1, 1 << 30, 1)]
    [InlineData(-1, 1 << 30, 0)]
    [InlineData(3, 1 << 30, 2)]
    [InlineData(-3, 1 << 30, -1)]
    [InlineData(-3, (1 << 30) + 1, -2)]
    [InlineData(0, int.MinValue, 0)]
    public void High_multiply_rounds_ties_upwards_and_saturates_once(int a, int b, int expected)
    {
        Assert.Equal(expected, FixedPoint.SaturatingRoundingDoublingHighMultiply(a, b));
        Assert.Equal(expected, FixedPoint.SaturatingRoundingDoublingHighMultiply(b, a));
    }

    [Theory]
    [InlineData(5, 1, 3)]
    [InlineData(-5, 1, -3)]
    [InlineData(4, 3, 1)]
    [InlineData(-4, 3, -1)]
    [InlineData(3, 3, 0)]
    [InlineData(-3, 3, 0)]
    [InlineData(int.MaxValue, 31, 1)]
    [InlineData(int.MinValue, 31, -1)]
    [InlineData(1 << 30, 31, 1)]
    [InlineData((1 << 30) - 1, 31, 0)]
    [InlineData(-(1 << 30), 31, -1)]
    [InlineData(77, 0, 77)]
    [InlineData(int.MinValue, 0, int.MinValue)]
    public void Division_by_a_power_of_two_rounds_ties_away_from_zero(int x, int exponent, int expected) =>
        Assert.Equal(expected, FixedPoint.RoundingDivideByPowerOfTwo(x, exponent));

    [Theory]
    [InlineData(100, 1 << 30, 1, 100)]
    [InlineData(100, 1 << 30, 0, 50)]
    [InlineData(5, 1 << 30, -1, 2)]
    [InlineData(-5, 1 << 30, -1, -1)]
    [InlineData(7, 1 << 30, 3, 28)]
    [InlineData(int.MaxValue, int.MaxValue, -31, 1)]
    [InlineData(1 << 30, 1 << 30, 2, 0)]
    public void Multiplier_shifts_left_before_and_right_after(int x, int multiplier, int shift, int expected) =>
        Assert.Equal(expected, FixedPoint.MultiplyByQuantizedMultiplier(x, multiplier, shift));

    [Fact]
    public void High_multiply_equals_its_definition_in_exact_arithmetic() =>
        Gen.Select(Gen.Int, Gen.Int).Sample((a, b) =>
        {
            var product = (BigInteger)a * b;
            var nudge = product.Sign >= 0 ? BigInteger.One << 30 : 1 - (BigInteger.One << 30);
            var exact = BigInteger.Divide(product + nudge, BigInteger.One << 31);
            var expected = exact > int.MaxValue ? int.MaxValue : (int)exact;
            return FixedPoint.SaturatingRoundingDoublingHighMultiply(a, b) == expected;
        });

    [Fact]
    public void Division_equals_its_definition_in_exact_arithmetic() =>
        Gen.Select(Gen.Int, Gen.Int[0, 31]).Sample((x, n) =>
        {
            var half = n == 0 ? 0 : 1L << (n - 1);
            var expected = x >= 0 ? ((long)x + half) >> n : -((-(long)x + half) >> n);
            return FixedPoint.RoundingDivideByPowerOfTwo(x, n) == expected;
        });
}
