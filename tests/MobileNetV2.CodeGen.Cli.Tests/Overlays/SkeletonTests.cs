using MobileNetV2.CodeGen.Cli.Overlays;
using MobileNetV2.CodeGen.Heads;

namespace MobileNetV2.CodeGen.Cli.Tests.Overlays;

public class SkeletonTests
{
    /// <summary>A body with and without its face, and a hand: bones join points that there are, and reach all of them.</summary>
    [Theory]
    [InlineData(17)]
    [InlineData(13)]
    [InlineData(21)]
    public void Bones_reach_every_point(int points)
    {
        var bones = Skeleton.Of(Answer(points, i => i));

        Assert.Equal(Enumerable.Range(0, points), bones.SelectMany(b => new[] { b.From, b.To }).Distinct().Order());
        Assert.Distinct(bones);
    }

    /// <summary>Nobody is known to have 12 points; and 13 objects of a class are no body.</summary>
    [Fact]
    public void Other_points_have_no_bones()
    {
        Assert.Empty(Skeleton.Of(Answer(12, i => i)));
        Assert.Empty(Skeleton.Of(Answer(13, _ => 0)));
        Assert.Empty(Skeleton.Of(new HeadAnswer([new RankedClass(0, 1)])));
    }

    private static HeadAnswer Answer(int points, Func<int, int> classOf) =>
        new([.. Enumerable.Range(0, points).Select(i => new FoundPoint(i, i, classOf(i), 1000))]);
}
