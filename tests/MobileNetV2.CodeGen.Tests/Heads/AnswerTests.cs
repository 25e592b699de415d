using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Heads;

/// <summary>Answers that can be worked out by hand.</summary>
public class AnswerTests
{
    [Fact]
    public void Classes_come_best_first_and_of_equals_the_first()
    {
        var answer = Answer("classify:top=3,threshold=0.2", new Shape(1, 5), 1 / 256f, -128, [0, 64, -64, 64, -128]);

        Assert.Equal(
            [new RankedClass(1, 192 * 128), new RankedClass(3, 192 * 128), new RankedClass(0, 128 * 128)],
            answer.Items.Cast<RankedClass>());
    }

    [Fact]
    public void An_average_takes_a_share_of_every_frame()
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 1), 1 / 256f, -128));
        var session = HeadGraphs.Headed(graph, "classify:smoothing=4").Head.Start();

        int[] scores = [.. new[] { -128, 0, 0 }.Select(x => ((RankedClass)session.Read([[unchecked((byte)x)]]).Items[0]).Score)];

        Assert.Equal([0, 4096, 7168], scores);
    }

    /// <summary>A map of 8 x 12 places over 64 x 96 pixels: a place is 8 pixels.</summary>
    [Fact]
    public void The_centre_of_a_peak_leans_to_its_neighbours()
    {
        var map = Enumerable.Repeat((sbyte)-128, 8 * 12 * 2).ToArray();
        (map[(((3 * 12) + 5) * 2) + 1], map[(((3 * 12) + 6) * 2) + 1]) = (127, 127);

        var answer = Answer("fomo", new Shape(1, 8, 12, 2), 1 / 256f, -128, map);

        // Between the middles of columns 5 and 6, in the middle of row 3.
        Assert.Equal([new FoundPoint(6 * 8 * 16, (3 * 8 * 16) + 64, 0, 255 * 128)], answer.Items.Cast<FoundPoint>());
    }

    [Fact]
    public void Embeddings_are_compared_by_their_angle()
    {
        sbyte[] gallery = [100, 0, 0, 50, 30, 40];
        var headed = HeadGraphs.Headed(
            HeadGraphs.Outputs((new Shape(1, 2), 0.01f, 0)), "embedding:threshold=0.5,top=3", (byte[])(Array)gallery);

        var answer = headed.Head.Start().Read([[60, 80]]);

        // cos = 0.6, 0.8 and 1.
        Assert.Equal(
            [new GalleryMatch(2, 32768), new GalleryMatch(1, 26214), new GalleryMatch(0, 19660)], answer.Items.Cast<GalleryMatch>());
    }

    /// <summary>Two of four strangers may pass: the threshold is just above the third.</summary>
    [Theory]
    [InlineData("embedding:accepts=0.5", 2)]
    [InlineData("embedding:accepts=0", 0)]
    [InlineData("embedding:threshold=0.6", 3)]
    public void Strangers_say_which_threshold_accepts_how_many(string head, int accepted)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 2), 0.01f, 0));
        sbyte[] gallery = [100, 0];
        // cos = 1, 0.96, 0.8 and 0.6 less a bit.
        sbyte[] strangers = [50, 0, 96, 28, 80, 60, 59, 80];
        var request = HeadRequest.Parse(head).Sound() with
        {
            Gallery = (byte[])(Array)gallery,
            Strangers = (byte[])(Array)strangers,
        };

        var bound = HeadedNetwork.Of(graph, request).Sound().Head;

        Assert.Contains($"; {accepted} of 4 strangers", Assert.Single(bound.Code.Notes));
        Assert.Equal(
            accepted, strangers.Chunk(2).Count(s => bound.Start().Read([(byte[])(Array)s]).Items.Length > 0));
    }

    /// <summary>At a constant velocity a smoothed point is where it is seen, after a while; unseen it goes on.</summary>
    [Fact]
    public void A_smoothed_point_moves_along_and_goes_on()
    {
        var smoother = new PointSmoother(new SmoothRule(32768 / 3, 32768 / 15, 4, 16 * 640, 16 * 480), 1);
        FoundPoint At(int frame, int score = 20000) => new(1000 + (40 * frame), 2000 - (24 * frame), 0, score);
        for (var frame = 0; frame < 60; frame++)
            smoother.Next([At(frame)]);

        var unseen = Enumerable.Range(60, 6).Select(f => (Frame: f, Point: smoother.Next([At(f, 0)])[0])).ToArray();

        Assert.All(unseen[..4], u =>
        {
            Assert.InRange(u.Point.X - At(u.Frame).X, -3, 3);
            Assert.InRange(u.Point.Y - At(u.Frame).Y, -3, 3);
            Assert.Equal(20000, u.Point.Score);
        });
        Assert.All(unseen[4..], u => Assert.Equal(0, u.Point.Score));
    }

    /// <summary>A jump of one frame moves the point by its share only.</summary>
    [Fact]
    public void A_smoothed_point_hardly_follows_a_jump()
    {
        var smoother = new PointSmoother(new SmoothRule(32768 / 4, 0, 0, 16 * 640, 16 * 480), 1);
        for (var frame = 0; frame < 5; frame++)
            smoother.Next([new(1600, 1600, 0, 20000)]);

        Assert.Equal(new FoundPoint(1700, 1600, 0, 20000), smoother.Next([new(2000, 1600, 0, 20000)])[0]);
    }

    [Fact]
    public void Centres_keep_their_numbers_when_they_cross_a_gap()
    {
        var tracker = new PointTracker(new PointTrackRule(4, 16 * 12, 3));
        var numbers = new List<int>();
        for (var frame = 0; frame < 12; frame++)
        {
            FoundPoint left = new(160 + (frame * 128), 800, 0, 20000), right = new(3000 - (frame * 128), 1200, 0, 20000);
            numbers.AddRange(tracker.Follow(frame is 6 or 7 ? [right] : [left, right]).Select(p => p.Track));
        }

        int[] both = [1, 2];
        Assert.Equal([.. Enumerable.Repeat(both, 6).SelectMany(n => n), 2, 2, .. Enumerable.Repeat(both, 4).SelectMany(n => n)], numbers);
    }

    /// <summary>The mean of a distribution that is certain of one step, from the middle of a cell.</summary>
    [Fact]
    public void Distances_are_means_of_distributions()
    {
        var cells = new sbyte[2 * 3 * 17];
        Array.Fill(cells, (sbyte)-128);
        var first = (1 * 3 + 1) * 17;
        (
            cells[first + 0],
            cells[first + 4 + 1],
            cells[first + 8 + 1],
            cells[first + 12 + 0],
            cells[first + 16]) = (127, 127, 127, 127, 127);

        var answer = Answer("yolo:bins=4", new Shape(1, 2, 3, 17), 0.5f, 0, cells);

        // Cells are 32 pixels; the middle of this one is at 48, 48: nothing to the left, one step up and to the right, nothing down.
        Assert.Equal([new FoundBox(48 * 16, 16 * 16, 80 * 16, 48 * 16, 0, 32768)], answer.Items.Cast<FoundBox>());
    }

    [Theory]
    [InlineData("classify:smoothing=0", "MNV4302")]
    [InlineData("ssd:variances=1/2/x/4", "MNV4302")]
    [InlineData("pose", "MNV4303")]
    [InlineData("segment", "MNV4303")]
    [InlineData("embedding", "MNV4303")]
    [InlineData("yolo:version=3", "MNV4303")]
    public void What_does_not_fit_is_refused(string head, string code)
    {
        var graph = HeadGraphs.Outputs((new Shape(1, 5), 0.1f, 0), (new Shape(1, 5), 0.1f, 0));
        if (code == "MNV4302")
            graph = head.StartsWith("ssd", StringComparison.Ordinal)
                ? HeadGraphs.Outputs((new Shape(1, 108, 4), 0.1f, 0), (new Shape(1, 108, 2), 0.1f, 0))
                : HeadGraphs.Outputs((new Shape(1, 5), 0.1f, 0));

        var refused = HeadedNetwork.Of(graph, HeadRequest.Parse(head).Sound());

        Assert.Contains(code, refused.Diagnostics.Select(d => d.Code));
        Assert.Null(refused.Value);
    }

    /// <summary>Of two bodies of two points the one with the higher score is told, where its points are sure enough.</summary>
    [Fact]
    public void Key_points_are_those_of_the_best_body()
    {
        var rows = new sbyte[11 * 12];
        Array.Fill(rows, (sbyte)-128);
        void Set(int body, int row, int value) => rows[(row * 12) + body] = (sbyte)(value - 128);
        (int Row, int Value)[] best = [(4, 230), (5, 64), (6, 128), (7, 200), (8, 32), (9, 16), (10, 60)];
        foreach (var (row, value) in best)
            Set(7, row, value);
        Set(2, 4, 220);
        Set(2, 7, 255);

        var answer = Answer("pose:threshold=0.5", new Shape(1, 11, 12), 1 / 256f, -128, rows);
        var nobody = Answer("pose:threshold=0.95", new Shape(1, 11, 12), 1 / 256f, -128, rows);

        Assert.Equal(
            [new FoundPoint(24 * 16, 32 * 16, 0, 200 * 128), new FoundPoint(12 * 16, 4 * 16, 1, 0)], answer.Items.Cast<FoundPoint>());
        Assert.All(nobody.Items.Cast<FoundPoint>(), p => Assert.Equal(0, p.Score));
    }

    [Fact]
    public void Key_points_are_not_taken_from_rows_of_anything()
    {
        var refused = HeadedNetwork.Of(
            HeadGraphs.Outputs((new Shape(1, 56, 40), 0.1f, 0)), HeadRequest.Parse("pose").Sound());

        Assert.Contains("[1,5+3*K,N]", Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>Where boxes are followed there is more to say than fits a line.</summary>
    [Fact]
    public void The_header_states_the_whole_worst_case()
    {
        var headed = HeadGraphs.Headed(
            HeadGraphs.Outputs((new Shape(1, 4, 6, 24), 0.04f, 1)), "yolo:version=5,anchors=16/16/32/20/9/40,track=8");
        var request = new CompileRequest(headed.Graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
        {
            Head = headed.Head,
        };

        var header = Compiler.Compile(request).Sound().Files.Text("net.h");

        Assert.Contains("8 * 10 * 9 shares of tracks", headed.Head.Code.WorstCase, StringComparison.Ordinal);
        Assert.Contains(
            $" At most {headed.Head.Code.WorstCase}. ", header.ReplaceLineEndings(" ").Replace("  * ", " ", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    private static HeadAnswer Answer(string head, Shape shape, float scale, int zeroPoint, sbyte[] output) =>
        HeadGraphs.Headed(HeadGraphs.Outputs((shape, scale, zeroPoint)), head).Head.Start().Read([(byte[])(Array)output]);
}
