using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>How key points go on from frame to frame: <c>mnv2_smooth_rule</c>.</summary>
/// <param name="Gain">How much of a surprise moves a point, in 32768ths.</param>
/// <param name="SpeedGain">How much of it changes its speed.</param>
/// <param name="Patience">Frames for which a point that is not found goes on.</param>
/// <param name="Width">Of the input, in sixteenths of a pixel.</param>
internal sealed record SmoothRule(int Gain, int SpeedGain, int Patience, int Width, int Height)
{
    private const int PointBytes = 24;
    private const int One = 32768;

    public static ImmutableArray<HeadOption> Options { get; } =
    [
        new("smoothing", "N", "places are smoothed over about N frames, along a constant velocity, 24 bytes a point; 1 does not", "1"),
        new("keep", "frames", "for how long a key point that is not found goes on with its velocity", "0"),
    ];

    public static SmoothRule? Of(HeadScope scope)
    {
        var (frames, patience) = (scope.Integer("smoothing", 1, 1, 100), scope.Integer("keep", 0, 0, 255));
        if (frames == 1 && patience == 0)
            return null;
        var gain = 1.0 / frames;
        // The gain of the speed that goes with it: fast, and it hardly overshoots.
        return new(
            (int)Math.Round(gain * One), (int)Math.Round(gain * gain / (2 - gain) * One), patience, scope.End.Width, scope.End.Height);
    }

    public HeadCode AddTo(HeadCode code, int points) => code with
    {
        Sources = [.. code.Sources, "mnv2_smooth_points.c"],
        Rule =
        [
            .. code.Rule,
            HeadCodeBuilder.Text(
                $"static const mnv2_smooth_rule head_smooth_rule = {{{Gain}, {SpeedGain}, {Patience}, {Width}, {Height}}};"),
        ],
        State = [.. code.State, HeadCodeBuilder.Text($"static mnv2_smooth_point head_known[{points}];")],
        StateBytes = code.StateBytes + (points * PointBytes),
        Call = [.. code.Call, "mnv2_smooth_points(&head_smooth_rule, head_known, answer->points, answer->count);"],
        Reset = [.. code.Reset, "memset(head_known, 0, sizeof head_known);"],
    };
}
