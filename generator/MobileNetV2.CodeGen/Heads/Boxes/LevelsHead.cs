using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Heads whose outputs are maps of several resolutions, one after the other.</summary>
/// <param name="levels">What each map is, in the order of the outputs.</param>
/// <param name="starts">Where each map begins, when all lie one after the other in one output.</param>
/// <param name="function">The C function; its tables are of <c>function_level</c> and <c>function_rule</c>.</param>
internal abstract class LevelsHead<TLevel>(
    BoxRule rule, TrackRule? track, int classes, ImmutableArray<TLevel> levels, string function, ImmutableArray<int>? starts = null)
    : BoxHead(rule, track)
{
    protected sealed override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            string[] rows = [.. levels.Select((l, i) => $"    {InC(l, code, i)},")];
            var outputs = HeadCodeBuilder.Braced([.. levels.Select((_, i) => PlaceOf(i).InC)]);
            return new HeadCode(
                ["mnv2_yolo.c", "mnv2_boxes.c", "mnv2_scores.c"],
                code.Tables,
                [
                    $"static const {function}_level head_levels[] = {{", .. rows, "};",
                    HeadCodeBuilder.Rule($"{function}_rule", Rule.InC, classes, levels.Length, "head_levels"),
                ],
                [
                    $"const int8_t *const outputs[] = {outputs};",
                    $"answer->count = {function}(&head_rule, outputs, head_candidates, answer->boxes);",
                ],
                $"{Work}, {Rule.WorstCase}");
        }
    }

    /// <summary>What is looked at in one inference, for people.</summary>
    protected abstract string Work { get; }

    protected sealed override ImmutableArray<FoundBox> Read(IReadOnlyList<byte[]> outputs)
    {
        var found = new BoxCandidates(Rule);
        for (var i = 0; i < levels.Length; i++)
            Find(found, levels[i], PlaceOf(i).In(outputs));
        return found.Best();
    }

    /// <summary>The level as an entry of the C table.</summary>
    protected abstract string InC(TLevel level, HeadCodeBuilder code, int index);

    /// <summary>Adds the boxes of one map.</summary>
    protected abstract void Find(BoxCandidates found, TLevel level, byte[] output);

    private MapPlace PlaceOf(int level) => starts is { } all ? new(0, all[level]) : new(level, 0);

    /// <summary>Where a map lies.</summary>
    private readonly record struct MapPlace(int Output, int Start)
    {
        public string InC => Start == 0 ? HeadCodeBuilder.Text($"output_{Output}") : HeadCodeBuilder.Text($"output_{Output} + {Start}");

        public byte[] In(IReadOnlyList<byte[]> outputs) => Start == 0 ? outputs[Output] : outputs[Output][Start..];
    }
}
