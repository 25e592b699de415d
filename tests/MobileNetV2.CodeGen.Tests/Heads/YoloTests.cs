using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Heads;

/// <summary>Boxes of YOLO against the formulas of each version, in reals.</summary>
public class YoloTests
{
    private const float Scale = 0.03f;
    private const int ZeroPoint = -3;
    private const int Classes = 3;
    private const int Cell = 32;
    private const double Threshold = 0.1;
    private static readonly double[] Anchors = [20, 30, 50, 40];

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("5")]
    public void Numbers_become_boxes_by_the_formulas_of_the_version(string version)
    {
        var random = new TestRandom(3);
        var shape = new Shape(1, 2, 3, 2 * (5 + Classes));
        for (var round = 0; round < 20; round++)
        {
            var output = random.Bytes(shape.ElementCount);
            var head = HeadGraphs.Headed(
                HeadGraphs.Outputs((shape, Scale, ZeroPoint)),
                $"yolo:version={version},anchors=20/30/50/40,threshold=0.1,overlap=1,most=100,candidates=100");

            var found = head.Head.Start().Read([output]).Items.Cast<FoundBox>().ToList();

            var expected = Expected(version, shape, output).ToList();
            Assert.True(found.Count > 3);
            Assert.All(found, f => Assert.Contains(expected, e => IsNear(f, e)));
            Assert.All(expected.Where(e => e.Score > Threshold + 0.002), e => Assert.Contains(found, f => IsNear(f, e)));
        }
    }

    [Theory]
    [InlineData("yolo:version=3", "2 pairs with K=3")]
    [InlineData("yolo", "2 pairs with K=3")]
    public void Who_forgets_the_anchors_is_told_how_many(string head, string expected)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 2, 3, 2 * (5 + Classes)), Scale, ZeroPoint));

        var refused = HeadedNetwork.Of(graph, HeadRequest.Parse(head).Sound());

        Assert.Contains(expected, Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Box> Expected(string version, Shape shape, byte[] output)
    {
        for (var i = 0; i < shape.ElementCount; i += 5 + Classes)
        {
            var x = Enumerable.Range(i, 5 + Classes).Select(k => Scale * (unchecked((sbyte)output[k]) - (double)ZeroPoint)).ToArray();
            var (cell, anchor) = Math.DivRem(i / (5 + Classes), 2);
            var (row, column) = Math.DivRem(cell, shape.Width);
            var isFive = version == "5";
            var middleX = Cell * (column + (isFive ? (2 * Logistic(x[0])) - 0.5 : Logistic(x[0])));
            var middleY = Cell * (row + (isFive ? (2 * Logistic(x[1])) - 0.5 : Logistic(x[1])));
            var width = Anchors[2 * anchor] * (isFive ? Math.Pow(2 * Logistic(x[2]), 2) : Math.Exp(x[2]));
            var height = Anchors[(2 * anchor) + 1] * (isFive ? Math.Pow(2 * Logistic(x[3]), 2) : Math.Exp(x[3]));
            var sum = x[5..].Sum(Math.Exp);
            for (var c = 0; c < Classes; c++)
            {
                var share = version == "2" ? Math.Exp(x[5 + c]) / sum : Logistic(x[5 + c]);
                yield return new Box(
                    Math.Clamp(middleX - (width / 2), 0, 96), Math.Clamp(middleY - (height / 2), 0, 64),
                    Math.Clamp(middleX + (width / 2), 0, 96), Math.Clamp(middleY + (height / 2), 0, 64), c, Logistic(x[4]) * share);
            }
        }
    }

    private static bool IsNear(FoundBox found, Box box) =>
        found.Class == box.Class && Math.Abs((found.Score / 32768.0) - box.Score) < 0.001
        && new[]
        {
            found.Left - (16 * box.Left), found.Top - (16 * box.Top), found.Right - (16 * box.Right), found.Bottom - (16 * box.Bottom),
        }.All(d => Math.Abs(d) < 3);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private sealed record Box(double Left, double Top, double Right, double Bottom, int Class, double Score);
}
