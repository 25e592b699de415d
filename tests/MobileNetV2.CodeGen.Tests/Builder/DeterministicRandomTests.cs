using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Builder;

public sealed class DeterministicRandomTests
{
    [Fact]
    public void The_sequence_of_a_seed_never_changes()
    {
        var random = new DeterministicRandom(0);

        // Seeding by SplitMix64 from 0 starts with E220A8397B1DCDAF; these are xoshiro256** outputs from that state.
        Assert.Equal(
            ["99EC5F36CB75F2B4", "BF6E1F784956452A", "1A5F849D4933E6E0", "6AA594F1262D2D2C"],
            Enumerable.Range(0, 4).Select(_ => random.NextUInt64().ToString("X16", null)));
    }

    [Fact]
    public void Integers_cover_their_range_and_stay_in_it()
    {
        var random = new DeterministicRandom(7);
        var drawn = Enumerable.Range(0, 1000).Select(_ => random.NextInt32(-2, 3)).ToHashSet();
        Assert.Equal([-2, -1, 0, 1, 2, 3], drawn.Order());
    }

    [Fact]
    public void Bell_shaped_numbers_have_mean_0_and_deviation_1()
    {
        var random = new DeterministicRandom(7);
        var drawn = Enumerable.Range(0, 20000).Select(_ => random.NextBell()).ToList();
        Assert.InRange(drawn.Average(), -0.03, 0.03);
        Assert.InRange(drawn.Average(x => x * x), 0.97, 1.03);
        Assert.True(drawn.TrueForAll(x => Math.Abs(x) < 3.5));
    }
}
