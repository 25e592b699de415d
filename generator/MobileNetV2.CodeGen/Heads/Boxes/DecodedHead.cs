using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes that the network has worked out itself: centres, sizes and scores; the C is <c>mnv2_decoded</c>.</summary>
/// <param name="across">Elements as sixteenths of a pixel.</param>
internal sealed class DecodedHead(
    BoxRule rule, TrackRule? track, DecodedLayout layout, ImmutableArray<int> across, ImmutableArray<int> down, ScoreTable table)
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
                [
                    HeadCodeBuilder.Rule(
                        "mnv2_decoded_rule",
                        [
                            Rule.InC, layout.Classes, layout.Count, layout.BoxStep, layout.NumberStep, layout.HasObject ? 1 : 0,
                            .. tables,
                        ])
                ],
                ["answer->count = mnv2_decoded(&head_rule, output_0, head_candidates, answer->boxes);"],
                HeadCodeBuilder.Text($"{layout.Count} places * {layout.Classes} scores, {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var output = outputs[0];
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < layout.Count; i++)
        {
            var first = i * layout.BoxStep;
            var whole = layout.HasObject ? (int)Entry(table.Values, 4) : ScoreTable.One;
            if (!found.Takes(whole))
                continue;
            var box = Places.Around(Rule, Entry(across, 0), Entry(down, 1), Entry(across, 2), Entry(down, 3));
            new PlaceScores(output, first + (layout.FirstClass * layout.NumberStep), layout.Classes, layout.NumberStep, table, whole)
                .AddTo(found, box, Rule.IsAgnostic);

            long Entry(ImmutableArray<int> meaning, int number) =>
                meaning[ScoreTable.Element(output, first + (number * layout.NumberStep)) + 128];
        }

        return found.Best();
    }
}
