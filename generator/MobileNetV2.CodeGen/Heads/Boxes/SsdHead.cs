using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Raw SSD heads; the C is <c>mnv2_ssd</c>.</summary>
/// <param name="background">How many scores come before those of the classes.</param>
/// <param name="areCorners">Encodings move left, top, right and bottom; otherwise the centre, and they are logarithms of the size.</param>
internal sealed class SsdHead(
    BoxRule rule,
    TrackRule? track,
    int encodings,
    int scores,
    int classes,
    int background,
    ScoreTable table,
    AnchorSet anchors,
    bool areCorners)
    : BoxHead(rule, track)
{
    /// <summary>By how many heights the centre moves, in 65536ths.</summary>
    public required ImmutableArray<int> MoveY { get; init; }

    /// <inheritdoc cref="MoveY"/>
    public required ImmutableArray<int> MoveX { get; init; }

    /// <summary>Factors of the height in 65536ths; with corners by how many heights the bottom moves.</summary>
    public required ImmutableArray<int> GrowY { get; init; }

    /// <inheritdoc cref="GrowY"/>
    public required ImmutableArray<int> GrowX { get; init; }

    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            var rule = new List<string>();
            object[] members =
            [
                Rule.InC, table.InC(code, "scores"), anchors.Count, classes, background, areCorners ? 1 : 0, anchors.InC(code, rule),
                code.Table("move_y", MoveY), code.Table("move_x", MoveX), code.Table("grow_y", GrowY), code.Table("grow_x", GrowX),
            ];
            return new HeadCode(
                ["mnv2_ssd.c", "mnv2_boxes.c", "mnv2_scores.c"],
                code.Tables,
                [.. rule, HeadCodeBuilder.Rule("mnv2_ssd_rule", members)],
                [
                    HeadCodeBuilder.Text(
                        $"answer->count = mnv2_ssd(&head_rule, output_{encodings}, output_{scores}, head_candidates, answer->boxes);")
                ],
                HeadCodeBuilder.Text($"{anchors.Count} * {classes} scores, {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var (codes, values) = (outputs[encodings], outputs[scores]);
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < anchors.Count; i++)
        {
            var first = i * classes;
            var sum = table.SumOf(values, first, classes, 1);
            var all = Enumerable.Range(background, classes - background);
            foreach (var c in Rule.IsAgnostic ? [all.MaxBy(c => ScoreTable.Element(values, first + c))] : all)
            {
                var score = table.At(sum, ScoreTable.Element(values, first + c));
                if (found.Takes(score))
                    found.Add(Decode(codes, i, c - background, score));
            }
        }

        return found.Best();
    }

    private FoundBox Decode(byte[] codes, int i, int c, int score)
    {
        var (y, x, height, width) = anchors.At(i);
        if (areCorners)
        {
            var (left, top) = (x - (width / 2), y - (height / 2));
            return Box(
                left + Code(MoveX, 0, width), top + Code(MoveY, 1, height), left + width + Code(GrowX, 2, width),
                top + height + Code(GrowY, 3, height));
        }

        var (down, across) = (Code(GrowY, 2, height) / 2, Code(GrowX, 3, width) / 2);
        var (centreY, centreX) = (y + Code(MoveY, 0, height), x + Code(MoveX, 1, width));
        return Box(centreX - across, centreY - down, centreX + across, centreY + down);

        long Code(ImmutableArray<int> meaning, int k, int side) =>
            (long)meaning[ScoreTable.Element(codes, (4 * i) + k) + 128] * side / 65536;

        FoundBox Box(long left, long top, long right, long bottom) =>
            new(Edge(left, Rule.Width), Edge(top, Rule.Height), Edge(right, Rule.Width), Edge(bottom, Rule.Height), c, score);
    }

    /// <summary>4096ths of a pixel to sixteenths, inside the picture.</summary>
    private static int Edge(long place, int end) => (int)Math.Min((Math.Max(0, place) + 128) / 256, end);
}
