using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>YOLO heads with anchors; the C is <c>mnv2_yolo</c>.</summary>
internal sealed class YoloHead(BoxRule rule, TrackRule? track, int classes, ImmutableArray<YoloLevel> levels) : BoxHead(rule, track)
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
                    "static const mnv2_yolo_level head_levels[] = {", .. rows, "};",
                    HeadCodeBuilder.Rule("mnv2_yolo_rule", Rule.InC, classes, levels.Length, "head_levels"),
                ],
                [
                    $"const int8_t *const outputs[] = {outputs};",
                    "answer->count = mnv2_yolo(&head_rule, outputs, head_candidates, answer->boxes);",
                ],
                HeadCodeBuilder.Text($"{levels.Sum(l => l.Cells * l.Anchors)} places * {classes} scores, {Rule.WorstCase}"));
        }
    }

    protected override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < levels.Length; i++)
            levels[i].Find(found, Rule, outputs[i]);
        return found.Best();
    }
}
