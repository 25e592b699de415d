using CsCheck;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Tests.Quantization;

/// <summary>Sums of many weights at once, against one after the other.</summary>
public class WeightSumsTests
{
    private static readonly Gen<int> Offset = Gen.OneOf(Gen.Int[-128, 128], Gen.Int[-8200, 8200], Gen.Int[-1_000_000, 1_000_000]);

    [Fact]
    public void They_are_those_of_each_weight() => Gen.Select(Gen.SByte.Array[0, 100], Offset).Sample((weights, offset) =>
        Assert.Equal(Plain(weights, offset), WeightSums.Of(weights, offset)));

    [Theory]
    [InlineData(sbyte.MinValue, -(1 << 13))]
    [InlineData(sbyte.MaxValue, 1 << 13)]
    [InlineData(sbyte.MinValue, 0)]
    public void None_of_many_is_lost(sbyte weight, int offset)
    {
        var weights = Enumerable.Repeat(weight, 300_005).ToArray();

        Assert.Equal(Plain(weights, offset), WeightSums.Of(weights, offset));
        Assert.Equal(weights.Length * Math.Abs((long)weight + offset), WeightSums.Of(weights, offset).Magnitude);
    }

    private static WeightSums Plain(sbyte[] weights, int offset) => new(
        weights.Sum(w => Math.Max(0L, w + offset)), weights.Sum(w => Math.Max(0L, -(w + offset))));
}
