using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Centres of objects: peaks of a heat map, as FOMO and CenterNet give.</summary>
internal sealed class FomoDefinition : HeadDefinition
{
    public override string Name => "fomo";

    public override string Finds => "centres of objects: peaks of a heat map (FOMO, CenterNet)";

    public override string Reads => "one int8 output [1,H,W,K] with a score for each class at each place";

    public override string Answer => "count, points[]: x, y, class_index, score, track";

    public override string WorstCase =>
        "H * W * K places, 18 neighbours of each; tracks * most * (min(tracks, most) + 1) distances";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("threshold", "0..1", "the lowest score of a peak", "0.5"),
        new("most", "N", "how many centres at most", "10"),
        new("background", "0|1", "the first channel is that of nothing", "1"),
        new("scores", "probability|logistic", "what a score becomes first", null),
        .. PointTrackRule.Options,
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs is not [{ Shape: { Rank: 4, Batch: 1 } } map] || !HeadScope.IsPlain(map))
            return scope.Refuse("a heat map is one output of rank 4");
        var background = scope.Integer("background", map.Shape.Channels > 1 ? 1 : 0, 0, 1);
        if (background >= map.Shape.Channels)
            return scope.Refuse("a background leaves no class");
        var kind = scope.Text("scores") is null ? null : scope.Word("scores", "probability", "probability", "logistic");
        var rule = MapRule.Of(scope, map, background, scope.Share("threshold", 0.5), scope.Integer("most", 10, 1, 1024), kind);
        return new PeaksHead(rule, PointTrackRule.Of(scope, rule));
    }
}
