using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Key points.</summary>
internal sealed class PoseDefinition : HeadDefinition
{
    private const int MostPoints = 4096;

    /// <summary>Numbers of a body before its points: centre, size, score.</summary>
    private const int Whole = 5;

    public override string Name => "pose";

    public override string Finds => "key points of a body, a hand or a face";

    public override string Reads =>
        "one int8 output: heat maps [1,H,W,K]; key points [1,1,K,3] as y, x, score (MoveNet); or bodies [1,5+3*K,N] (YOLOv8-pose)";

    public override string Answer => "count, points[]: x, y, class_index (which key point), score (0: not found)";

    public override string WorstCase => "H * W * K places, K points, or N bodies and K points; smoothing takes the same for each point";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("threshold", "0..1", "the lowest score of a key point", "0.3"),
        new("scores", "probability|logistic", "what a score becomes first", null),
        .. SmoothRule.Options,
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs is not [var output] || !HeadScope.IsPlain(output) || output.Shape is not { Rank: 3 or 4, Batch: 1 })
            return scope.Refuse("key points are one output of rank 3 or 4");
        var threshold = Math.Max(1, scope.Share("threshold", 0.3));
        var kind = scope.Text("scores") is null ? null : scope.Word("scores", "probability", "probability", "logistic");
        var smooth = SmoothRule.Of(scope);
        var isRegressed = output.Shape is { Height: 1, Channels: 3 };
        var points = isRegressed ? output.Shape.Width : output.Shape.Rank == 4 ? output.Shape.Channels : (output.Shape.Width - Whole) / 3;
        if (points > MostPoints)
            return scope.Refuse($"there are more than {MostPoints} key points");
        if (!isRegressed && output.Shape.Rank == 3)
        {
            var (rows, bodies) = (output.Shape.Width, output.Shape.Channels);
            if (points < 1 || rows != Whole + (3 * points) || bodies <= rows)
                return scope.Refuse("an output of rank 3 has key points [1,K,3], or bodies [1,5+3*K,N]");
            var (across, down) = PlaceTables.Of(scope, output);
            return new BodyPointsHead(
                points, bodies, smooth, threshold, across, down, ScoreTable.Of(output, kind ?? "probability", "probability").Values);
        }

        if (!isRegressed)
            return new KeyPointsHead(MapRule.Of(scope, output, 0, threshold, output.Shape.Channels, kind), smooth);
        return new RegressedPointsHead(
            points,
            smooth,
            threshold,
            ElementTable.Of(output, x => Math.Clamp(x, 0, 1), scope.End.Width),
            ElementTable.Of(output, y => Math.Clamp(y, 0, 1), scope.End.Height),
            ScoreTable.Of(output, kind ?? "probability", "probability").Values);
    }
}
