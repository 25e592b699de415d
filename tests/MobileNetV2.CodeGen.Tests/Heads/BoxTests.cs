using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Heads;

/// <summary>Boxes against what somebody else would compute.</summary>
public class BoxTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_boxes_that_stay_are_those_of_a_search_without_order_of_arrival(bool agnostic)
    {
        var random = new TestRandom(5);
        for (var round = 0; round < 200; round++)
        {
            var rule = new BoxRule(9000, random.Int(0, 32768), agnostic, random.Int(8, 40), random.Int(1, 8), 640, 480);
            // No two scores are equal: then the order of arrival must not matter.
            var scores = Enumerable.Range(0, 60).Select(i => 8000 + (i * 97)).OrderBy(_ => random.NextUInt64()).ToArray();
            FoundBox[] boxes = [.. scores.Select(s => Box(random, s))];

            var found = new BoxCandidates(rule);
            foreach (var box in boxes)
                found.Add(box);

            Assert.Equal(Independent(boxes, rule), found.Best());
        }
    }

    /// <summary>Scores are equal, and boxes have no area or are turned inside out: these share nothing with others.</summary>
    [Fact]
    public void Boxes_without_an_area_hide_nothing()
    {
        var random = new TestRandom(21);
        for (var round = 0; round < 300; round++)
        {
            var rule = new BoxRule(9000, random.Int(0, 32768), random.Int(0, 2) == 1, random.Int(8, 40), random.Int(1, 20), 640, 480);
            FoundBox[] boxes = [.. Enumerable.Range(0, 60).Select(_ => Any())];
            var found = new BoxCandidates(rule);
            foreach (var box in boxes)
                found.Add(box);

            // Sorting is stable: of equal scores the first.
            Assert.Equal(Independent(boxes, rule), found.Best());
        }

        FoundBox Any() => new(
            random.Int(0, 40), random.Int(0, 40), random.Int(0, 40), random.Int(0, 40), random.Int(0, 2), 8000 + (random.Int(0, 12) * 500));
    }

    /// <summary>Marks from the best down; intersections are counted, not worked out from edges.</summary>
    private static List<FoundBox> Independent(FoundBox[] boxes, BoxRule rule)
    {
        var sorted = boxes.Where(b => b.Score >= rule.Threshold).OrderByDescending(b => b.Score).Take(rule.Candidates).ToList();
        var stays = new List<FoundBox>();
        while (sorted.Count > 0)
        {
            var best = sorted[0];
            stays.Add(best);
            sorted.RemoveAll(
                b => ReferenceEquals(b, best) || ((rule.IsAgnostic || b.Class == best.Class) && Share(best, b) > rule.Overlap / 32768m));
        }

        return [.. stays.Take(rule.Most)];
    }

    private static decimal Share(FoundBox a, FoundBox b)
    {
        if (a.Right <= a.Left || b.Right <= b.Left || a.Bottom <= a.Top || b.Bottom <= b.Top)
            return 0;
        decimal columns = Enumerable.Range(a.Left, a.Right - a.Left).Count(x => x >= b.Left && x < b.Right);
        decimal rows = Enumerable.Range(a.Top, a.Bottom - a.Top).Count(y => y >= b.Top && y < b.Bottom);
        decimal union = ((a.Right - a.Left) * (a.Bottom - a.Top)) + ((b.Right - b.Left) * (b.Bottom - b.Top)) - (columns * rows);
        return union == 0 ? 0 : columns * rows / union;
    }

    private static FoundBox Box(TestRandom random, int score)
    {
        var (left, top) = (random.Int(0, 500), random.Int(0, 400));
        return new(left, top, left + random.Int(1, 140), top + random.Int(1, 80), random.Int(0, 2), score);
    }

    /// <summary>300 pixels, six grids: the published number of anchors.</summary>
    [Fact]
    public void Anchors_are_as_many_as_SSD_has()
    {
        var headed = HeadedNetwork.Of(Raw(new Shape(1, 300, 300, 3), 1917, 3), HeadRequest.Parse("ssd").Sound());

        Assert.Empty(headed.Diagnostics);
    }

    /// <summary>As ST's networks are decoded: each corner moves by shares of the anchor's sides.</summary>
    [Fact]
    public void Corners_of_anchors_move_by_shares_of_their_sides()
    {
        // Of 64 x 96 pixels: left 24, top 16, right 72, bottom 48 (elements of 1/128).
        sbyte[] anchors = [32 - 128, 32 - 128, 96 - 128, 96 - 128];
        var graph = HeadGraphs.WithAnchors(
            (new Shape(1, 1, 4), 1 / 64f, 0), (new Shape(1, 1, 2), 1 / 256f, -128), (byte[])(Array)anchors, 1 / 128f);
        sbyte[] encodings = [-16, 8, 32, 0], scores = [-128, 100];

        var answer = HeadGraphs.Headed(graph, "ssd").Head.Start().Read(
            [(byte[])(Array)encodings, (byte[])(Array)scores, (byte[])(Array)anchors]);

        // 48 and 32 pixels by -1/4, 1/8, 1/2 and 0.
        Assert.Equal([new FoundBox(12 * 16, 20 * 16, 96 * 16, 48 * 16, 0, 228 * 128)], answer.Items.Cast<FoundBox>());
    }

    /// <summary>The float arithmetic of TFLite_Detection_PostProcess on the same numbers finds the same boxes, to a step of the
    /// result.</summary>
    [Fact]
    public void Raw_outputs_give_the_boxes_of_the_operator_that_was_cut()
    {
        var picture = new Shape(1, 64, 96, 3);
        var (raw, whole) = (Raw(picture, 72 + 36, 2), Raw(picture, 72 + 36, 2, withOperator: true));
        var head = HeadGraphs.Headed(raw, "ssd:levels=4/5,threshold=0.6,overlap=1,most=20,candidates=400");
        var cut = HeadGraphs.Headed(whole, "ssd:threshold=0.6,most=20");
        var random = new TestRandom(11);
        for (var round = 0; round < 20; round++)
        {
            ImmutableArray<ReadOnlyMemory<byte>> inputs = [.. raw.Inputs.Select(i => (ReadOnlyMemory<byte>)random.Bytes(raw[i].SizeBytes))];

            FoundBox[] ours = [.. head.Head.Start().Read(new InterpreterSession(head.Graph).Run(inputs)).Items.Cast<FoundBox>()];
            FoundBox[] theirs = [.. cut.Head.Start().Read(new InterpreterSession(cut.Graph).Run(inputs)).Items.Cast<FoundBox>()];

            Assert.Equal(theirs.Length, ours.Length);
            Assert.All(ours.Zip(theirs), p => Assert.True(
                p.First.Members.Zip(p.Second.Members).All(m => Math.Abs(m.First - m.Second) <= 1), $"{p.First} and {p.Second}"));
        }
    }

    /// <summary>Something that moves at a constant speed keeps its number, also when it is not seen for a while; what appears gets
    /// another.</summary>
    [Fact]
    public void A_track_goes_on_while_nothing_is_seen()
    {
        var tracker = new BoxTracker(new TrackRule(4, 9830, 3));
        var numbers = new List<int>();
        for (var frame = 0; frame < 20; frame++)
        {
            ImmutableArray<FoundBox> seen = frame is 10 or 11 ? [] : [At(frame * 64)];
            numbers.AddRange(tracker.Follow(frame >= 15 ? [.. seen, At(3000, top: 1000)] : seen).Select(b => b.Track));
        }

        Assert.Equal(Enumerable.Repeat(1, 13).Concat(Enumerable.Repeat<int[]>([1, 2], 5).SelectMany(n => n)), numbers);

        static FoundBox At(int left, int top = 100) => new(left, top, left + 200, top + 300, 1, 20000);
    }

    [Fact]
    public void A_track_without_a_box_for_too_long_ends()
    {
        var tracker = new BoxTracker(new TrackRule(2, 9830, 1));
        ImmutableArray<FoundBox> seen = [new(0, 0, 100, 100, 0, 20000)];

        Assert.Equal(1, tracker.Follow(seen)[0].Track);
        tracker.Follow([]);
        tracker.Follow([]);
        Assert.Equal(2, tracker.Follow(seen)[0].Track);
    }

    /// <param name="withOperator">The network ends with TFLite_Detection_PostProcess on the same anchors.</param>
    private static Graph Raw(Shape picture, int anchors, int scores, bool withOperator = false)
    {
        var graph = new GraphBuilder("net");
        graph.Input("picture", picture, ElementType.Int8, QuantizationParameters.PerTensor(1, 0));
        var encodings = Output("encodings", 4, 0.05f, 3);
        var values = Output("scores", scores, 1 / 256f, -128);
        if (!withOperator)
        {
            graph.Output(encodings);
            graph.Output(values);
            return graph.Build();
        }

        var scope = new HeadScope(new SsdDefinition(), Raw(picture, anchors, scores), HeadRequest.Parse("ssd:levels=4/5").Sound());
        float[] places = [
            .. Enumerable.Range(0, anchors).Select(SsdAnchors.Of(scope)!.At)
                .SelectMany(a => new[] { Share(a.Y, 64), Share(a.X, 96), Share(a.Height, 64), Share(a.Width, 96) })
        ];
        var bytes = new byte[places.Length * sizeof(float)];
        Buffer.BlockCopy(places, 0, bytes, 0, bytes.Length);
        var known = graph.Constant("anchors", new Shape(anchors, 4), ElementType.Float32, null, bytes);
        const int most = 20;
        TensorId[] outputs =
        [
            graph.Tensor(
                "boxes",
                new Shape(1, most, 4),
                ElementType.Float32,
                null), graph.Tensor("classes", new Shape(1, most), ElementType.Float32, null),
            graph.Tensor(
                "best", new Shape(1, most), ElementType.Float32, null), graph.Tensor("count", new Shape(1), ElementType.Float32, null),
        ];
        graph.Add(
            id =>
                new DetectionPostProcess(
                    id, [Real(encodings), Real(values), known], [.. outputs], most, 1, 100, scores - 1, true, 0.6f, 1, 10, 10, 5, 5));
        foreach (var output in outputs)
            graph.Output(output);
        return graph.Build();

        static float Share(int place, int pixels) => place / 4096f / pixels;

        TensorId Output(string name, int channels, float scale, int zeroPoint)
        {
            var shape = new Shape(1, anchors, channels);
            var x = graph.Input(name + "_in", shape, ElementType.Int8, QuantizationParameters.PerTensor(scale * 1.1f, zeroPoint));
            var y = graph.Tensor(name, shape, ElementType.Int8, QuantizationParameters.PerTensor(scale, zeroPoint));
            return graph.Add(id => new Quantize(id, [x], [y]));
        }

        TensorId Real(TensorId from)
        {
            var y = graph.Tensor("real", graph[from].Shape, ElementType.Float32, null);
            return graph.Add(id => new Dequantize(id, [from], [y]));
        }
    }
}
