using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How centres are followed: <c>mnv2_point_track_rule</c>.</summary>
/// <param name="Most">Tracks at a time.</param>
/// <param name="Reach">The farthest that a point is from where its track is expected, in sixteenths of a pixel.</param>
/// <param name="Patience">Frames without a point after which a track ends.</param>
internal sealed record PointTrackRule(int Most, int Reach, int Patience)
{
    private const int TrackBytes = 32;

    public static ImmutableArray<HeadOption> Options { get; } =
    [
        new("track", "N", "centres keep their numbers from frame to frame, at most N at a time, 32 bytes each; 0 does not", "0"),
        new("keep", "frames", "with track: how long one goes on without a centre", "5"),
        new("reach", "pixels", "with track: the farthest that a centre is from where its track is expected", "two places of the map"),
    ];

    /// <param name="rule">Of the map that centres are found on.</param>
    public static PointTrackRule? Of(HeadScope scope, MapRule rule)
    {
        var (most, patience) = (scope.Integer("track", 0, 0, 256), scope.Integer("keep", 5, 0, 255));
        var reach = scope.Number("reach", Math.Max(rule.RowStep, rule.ColumnStep) / 8.0, 0.1, 8192);
        return most == 0 ? null : new(most, (int)Math.Round(16 * reach), patience);
    }

    public HeadCode AddTo(HeadCode code, int points) => code with
    {
        Sources = [.. code.Sources, "mnv2_follow_points.c"],
        Rule =
        [
            .. code.Rule,
            HeadCodeBuilder.Text($"static const mnv2_point_track_rule head_track_rule = {{{Most}, {Reach}, {Patience}}};"),
        ],
        State = [.. code.State, HeadCodeBuilder.Text($"static mnv2_point_track head_tracks[{Most}];"), "static int32_t head_last_track;"],
        StateBytes = code.StateBytes + (Most * TrackBytes) + sizeof(int),
        Call = [.. code.Call, "mnv2_follow_points(&head_track_rule, head_tracks, &head_last_track, answer->points, answer->count);"],
        Reset = [.. code.Reset, "memset(head_tracks, 0, sizeof head_tracks);", "head_last_track = 0;"],
        WorstCase = code.WorstCase + HeadCodeBuilder.Text($"; {Most} * {points} * {Math.Min(Most, points) + 1} distances of tracks"),
    };
}
