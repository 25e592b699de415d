using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes that the network has worked out itself, as rows of centres, sizes and scores; the C is <c>mnv2_decoded</c>.</summary>
/// <param name="across">Elements as sixteenths of a pixel.</param>
internal sealed class DecodedHead(
    BoxRule rule, TrackRule? track, int classes, int count, ImmutableArray<int> across, ImmutableArray<int> down, ScoreTable table)
    : BoxHead(rule, track)
{
    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            string[] tables = [code.Table("across", across), code.Table("down", down), code.Table("scores", table.Values)];
            return new HeadCode(
                ["mnv2_yolo.c", "mnv2_boxes.c", "mnv2_scores.c"],
                code.Tables,
                [HeadCodeBuilder.Rule("mnv2_decoded_rule", [Rule.InC, classes, count, .. tables])],
                ["answer->count = mnv2_decoded(&head_rule, output_0, head_candidates, answer->boxes);"],
                HeadCodeBuilder.Text($"{count} places * {classes} scores, {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var output = outputs[0];
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < count; i++)
        {
            var at = i;
            var box = Places.Around(Rule, Entry(across, 0), Entry(down, 1), Entry(across, 2), Entry(down, 3));
            new PlaceScores(output, (4 * count) + i, classes, count, table, ScoreTable.One).AddTo(found, box, Rule.IsAgnostic);

            long Entry(ImmutableArray<int> meaning, int row) => meaning[ScoreTable.Element(output, (row * count) + at) + 128];
        }

        return found.Best();
    }
}
