using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Raw SSD heads; the C is <c>mnv2_ssd</c>.</summary>
/// <param name="background">How many scores come before those of the classes.</param>
/// <param name="anchors">Centre y, centre x, height, width in 4096ths of a pixel.</param>
internal sealed class SsdHead(
    BoxRule rule, TrackRule? track, int encodings, int scores, int classes, int background, ScoreTable table, ImmutableArray<int> anchors)
    : BoxHead(rule, track)
{
    /// <summary>By how many heights the centre moves, in 65536ths.</summary>
    public required ImmutableArray<int> MoveY { get; init; }

    /// <inheritdoc cref="MoveY"/>
    public required ImmutableArray<int> MoveX { get; init; }

    /// <summary>Factors of the height in 65536ths.</summary>
    public required ImmutableArray<int> GrowY { get; init; }

    /// <inheritdoc cref="GrowY"/>
    public required ImmutableArray<int> GrowX { get; init; }

    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            object[] members =
            [
                Rule.InC, table.InC(code, "scores"), anchors.Length / 4, classes, background, code.Table("anchors", anchors),
                code.Table("move_y", MoveY), code.Table("move_x", MoveX), code.Table("grow_y", GrowY), code.Table("grow_x", GrowX),
            ];
            return new HeadCode(
                ["mnv2_ssd.c", "mnv2_boxes.c", "mnv2_scores.c"],
                code.Tables,
                [HeadCodeBuilder.Rule("mnv2_ssd_rule", members)],
                [
                    HeadCodeBuilder.Text(
                        $"answer->count = mnv2_ssd(&head_rule, output_{encodings}, output_{scores}, head_candidates, answer->boxes);")
                ],
                HeadCodeBuilder.Text($"{anchors.Length / 4} * {classes} scores, {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var (codes, values) = (outputs[encodings], outputs[scores]);
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < anchors.Length / 4; i++)
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
        long y = anchors[4 * i], x = anchors[(4 * i) + 1], height = anchors[(4 * i) + 2], width = anchors[(4 * i) + 3];
        y += Code(MoveY, 0) * height / 65536;
        x += Code(MoveX, 1) * width / 65536;
        var (down, across) = (Code(GrowY, 2) * height / 131072, Code(GrowX, 3) * width / 131072);
        return new(
            Edge(x - across, Rule.Width), Edge(y - down, Rule.Height), Edge(x + across, Rule.Width), Edge(y + down, Rule.Height), c, score);

        long Code(ImmutableArray<int> meaning, int k) => meaning[ScoreTable.Element(codes, (4 * i) + k) + 128];
    }

    /// <summary>4096ths of a pixel to sixteenths, inside the picture.</summary>
    private static int Edge(long place, int end) => (int)Math.Min((Math.Max(0, place) + 128) / 256, end);
}
