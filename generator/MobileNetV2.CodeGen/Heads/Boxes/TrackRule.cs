using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How boxes are followed: <c>mnv2_track_rule</c>.</summary>
/// <param name="Most">Tracks at a time.</param>
/// <param name="Overlap">The least that a box shares with where its track is expected, in 32768ths.</param>
/// <param name="Patience">Frames without a box after which a track ends.</param>
internal sealed record TrackRule(int Most, int Overlap, int Patience)
{
    public static ImmutableArray<HeadOption> Options { get; } =
    [
        new("track", "N", "boxes keep their numbers from frame to frame, at most N at a time, 44 bytes each; 0 does not", "0"),
        new("keep", "frames", "with track: how long one goes on without a box", "5"),
        new("share", "0..1", "with track: the least that a box shares with where its track is expected", "0.3"),
    ];

    public static TrackRule? Of(HeadScope scope)
    {
        var (most, patience, overlap) = (scope.Integer("track", 0, 0, 256), scope.Integer("keep", 5, 0, 255), scope.Share("share", 0.3));
        return most == 0 ? null : new(most, Math.Max(1, overlap), patience);
    }

    public HeadCode AddTo(HeadCode code, int boxes) => code with
    {
        Sources = [.. code.Sources, "mnv2_follow.c"],
        Rule = [.. code.Rule, HeadCodeBuilder.Text($"static const mnv2_track_rule head_track_rule = {{{Most}, {Overlap}, {Patience}}};")],
        State = [.. code.State, HeadCodeBuilder.Text($"static mnv2_track head_tracks[{Most}];"), "static int32_t head_last_track;"],
        StateBytes = code.StateBytes + (Most * 44) + 4,
        Call = [.. code.Call, "mnv2_follow(&head_track_rule, head_tracks, &head_last_track, answer->boxes, answer->count);"],
        Reset = [.. code.Reset, "memset(head_tracks, 0, sizeof head_tracks);", "head_last_track = 0;"],
        WorstCase = code.WorstCase + HeadCodeBuilder.Text($"; {Most} * {boxes} * {Math.Min(Most, boxes) + 1} shares of tracks"),
    };
}
