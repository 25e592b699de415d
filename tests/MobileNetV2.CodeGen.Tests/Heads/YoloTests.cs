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
    [InlineData("yolo:version=2", "1 pairs with K=11")]
    public void Who_forgets_the_anchors_is_told_how_many(string head, string expected)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 2, 3, 2 * (5 + Classes)), Scale, ZeroPoint));

        var refused = HeadedNetwork.Of(graph, HeadRequest.Parse(head).Sound());

        Assert.Contains(expected, Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_up_to_one_are_shares_of_the_picture()
    {
        var shape = new Shape(1, 2, 3, 2 * (5 + Classes));
        var graph = HeadGraphs.Outputs((shape, Scale, ZeroPoint));
        var output = new TestRandom(6).Bytes(shape.ElementCount);

        var (pixels, shares) = (Read("24/16/48/64"), Read("0.25/0.25/0.5/1"));

        Assert.NotEmpty(pixels);
        Assert.Equal(pixels, shares);

        List<FoundBox> Read(string anchors) =>
            [.. HeadGraphs.Headed(graph, $"yolo:version=3,anchors={anchors},threshold=0.1").Head.Start().Read([output]).Items
                .Cast<FoundBox>()];
    }

    /// <summary>A centre counts from the corner of its cell, a size is a power of e, both in cells.</summary>
    [Fact]
    public void Cells_of_YOLOX_are_boxes_without_anchors()
    {
        const string head = "yolo:version=x,threshold=0.1,overlap=1,most=300,candidates=300,scores=logistic";
        const int numbers = 5 + Classes;
        // 64 x 96 pixels in steps of 8, 16 and 32.
        (int Rows, int Columns, int Step)[] grids = [(8, 12, 8), (4, 6, 16), (2, 3, 32)];
        var places = grids.Sum(g => g.Rows * g.Columns);
        var output = new TestRandom(8).Bytes(places * numbers);
        var whole = HeadGraphs.Headed(HeadGraphs.Outputs((new Shape(1, places, numbers), Scale, ZeroPoint)), head);
        var parted = HeadGraphs.Headed(
            HeadGraphs.Outputs([.. grids.Select(g => (new Shape(1, g.Rows, g.Columns, numbers), Scale, ZeroPoint))]), head);

        var found = whole.Head.Start().Read([output]).Items.Cast<FoundBox>().ToList();
        var apart = parted.Head.Start().Read(
            [output[..(96 * numbers)], output[(96 * numbers)..(120 * numbers)], output[(120 * numbers)..]]).Items.Cast<FoundBox>();

        var expected = new List<Box>();
        var at = 0;
        foreach (var (rows, columns, step) in grids)
        {
            for (var cell = 0; cell < rows * columns; cell++, at += numbers)
            {
                var x = Enumerable.Range(at, numbers).Select(k => Scale * (unchecked((sbyte)output[k]) - (double)ZeroPoint)).ToArray();
                var (middleX, middleY) = (step * ((cell % columns) + x[0]), step * ((cell / columns) + x[1]));
                var (width, height) = (step * Math.Exp(x[2]), step * Math.Exp(x[3]));
                expected.AddRange(Enumerable.Range(0, Classes).Select(c => new Box(
                    Math.Clamp(middleX - (width / 2), 0, 96), Math.Clamp(middleY - (height / 2), 0, 64),
                    Math.Clamp(middleX + (width / 2), 0, 96), Math.Clamp(middleY + (height / 2), 0, 64),
                    c, Logistic(x[4]) * Logistic(x[5 + c]))));
            }
        }

        Assert.True(found.Count > 20);
        Assert.All(found, f => Assert.Contains(expected, e => IsNear(f, e)));
        Assert.All(expected.Where(e => e.Score > Threshold + 0.002), e => Assert.Contains(found, f => IsNear(f, e)));
        Assert.Equal(found, apart);
    }

    /// <summary>Whichever way they lie, boxes that the network has worked out are the same.</summary>
    [Theory]
    [InlineData("yolo:version=5", true)]
    [InlineData("yolo", true)]
    [InlineData("yolo:version=8", false)]
    public void Boxes_worked_out_may_lie_either_way(string head, bool hasObject)
    {
        var numbers = (hasObject ? 5 : 4) + 2;
        const int count = 40;
        var byBox = new TestRandom(12).Bytes(count * numbers);
        byte[] byNumber = [.. Enumerable.Range(0, byBox.Length).Select(i => byBox[(i % count * numbers) + (i / count)])];
        const string all = "threshold=0.1,overlap=1,most=100,candidates=100";
        var separator = head.Contains(':', StringComparison.Ordinal) ? "," : ":";

        // By number, version 5 must be said.
        var rows = Read(new Shape(1, numbers, count), byNumber, hasObject ? "yolo:version=5," + all : "yolo:" + all);
        var boxes = Read(new Shape(1, count, numbers), byBox, head + separator + all);

        Assert.Equal(rows, boxes);
        var best = boxes[0];
        var box = Enumerable.Range(0, count).MaxBy(i => Enumerable.Range(0, 2).Max(c =>
            Real(byBox, (i * numbers) + numbers - 2 + c) * (hasObject ? Real(byBox, (i * numbers) + 4) : 1)));
        var left = 16 * 96 * Math.Max(0, Real(byBox, box * numbers) - (Real(byBox, (box * numbers) + 2) / 2));
        Assert.InRange(best.Left - left, -2, 2);

        static double Real(byte[] bytes, int i) => (unchecked((sbyte)bytes[i]) + 128) / 256.0;

        static List<FoundBox> Read(Shape shape, byte[] output, string head) =>
            [.. HeadGraphs.Headed(HeadGraphs.Outputs((shape, 1 / 256f, -128)), head).Head.Start().Read([output]).Items.Cast<FoundBox>()];
    }

    [Theory]
    [InlineData("yolo:version=x", 40, 8, "each of 126 places")]
    [InlineData("yolo:version=x", 126, 5, "at least 6 numbers")]
    [InlineData("yolo:version=8", 40, 4, "at least one class")]
    [InlineData("yolo", 40, 5, "at least one class")]
    public void Outputs_that_are_no_boxes_are_refused(string head, int places, int numbers, string expected)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, places, numbers), Scale, ZeroPoint));

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
