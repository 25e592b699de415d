using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Heads without anchors whose distances are distributions; the C is <c>mnv2_focal</c>.</summary>
internal sealed class FocalHead(BoxRule rule, TrackRule? track, int classes, ImmutableArray<FocalLevel> levels) : BoxHead(rule, track)
{
    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            string[] rows = [.. levels.Select((l, i) => $"    {l.InC(code, i)},")];
            var outputs = HeadCodeBuilder.Braced([.. levels.Select((_, i) => HeadCodeBuilder.Text($"output_{i}"))]);
            return new HeadCode(
                ["mnv2_yolo.c", "mnv2_boxes.c", "mnv2_scores.c"],
                code.Tables,
                [
                    "static const mnv2_focal_level head_levels[] = {", .. rows, "};",
                    HeadCodeBuilder.Rule("mnv2_focal_rule", Rule.InC, classes, levels.Length, "head_levels"),
                ],
                [
                    $"const int8_t *const outputs[] = {outputs};",
                    "answer->count = mnv2_focal(&head_rule, outputs, head_candidates, answer->boxes);",
                ],
                HeadCodeBuilder.Text(
                    $"{levels.Sum(l => l.Cells)} places * ({classes} scores + {4 * levels[0].Bins} bins), {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < levels.Length; i++)
            levels[i].Find(found, Rule, outputs[i], classes);
        return found.Best();
    }
}
