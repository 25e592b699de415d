using CsCheck;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Tests.Quantization;

public class QuantizedMultiplierTests
{
    [Theory]
    [InlineData(1.0, 1 << 30, 1)]
    [InlineData(0.5, 1 << 30, 0)]
    [InlineData(0.25, 1 << 30, -1)]
    [InlineData(0.75, 3 << 29, 0)]
    [InlineData(3.0, 3 << 29, 2)]
    [InlineData(0.0, 0, 0)]
    [InlineData(0.99999999999, 1 << 30, 1)]
    [InlineData(2.3283064365386963E-10, 1 << 30, -31)]
    [InlineData(2.3E-10, 0, 0)]
    public void Real_factors_become_mantissa_and_shift(double real, int multiplier, int shift) =>
        Assert.Equal(new QuantizedMultiplier(multiplier, shift), QuantizedMultiplier.FromReal(real));

    [Fact]
    public void Mantissa_is_normalised_and_near() =>
        Gen.Double[1e-9, 1e6].Sample(real =>
        {
            var q = QuantizedMultiplier.FromReal(real);
            var back = Math.ScaleB(q.MultiplierQ31, q.Shift - 31);
            return q.MultiplierQ31 >= 1 << 30 && Math.Abs(back - real) <= real * Math.ScaleB(1, -31);
        });

    [Fact]
    public void One_changes_nothing() =>
        Gen.Int[-(1 << 29), 1 << 29].Sample(x => QuantizedMultiplier.One.Apply(x) == x);
}
