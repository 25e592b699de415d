namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gives centres the numbers of their tracks: the managed twin of <c>mnv2_follow_points</c>.</summary>
internal sealed class PointTracker(PointTrackRule rule) : Tracker<FoundPoint>(rule.Most, rule.Patience)
{
    protected override int Number(FoundPoint seen) => seen.Track;

    protected override FoundPoint Numbered(FoundPoint seen, int number) => seen with { Track = number };

    protected override int Class(FoundPoint seen) => seen.Class;

    protected override FoundPoint Moved(FoundPoint seen, int x, int y) => seen with { X = seen.X + x, Y = seen.Y + y };

    /// <summary>The squared distance, counted down from the farthest.</summary>
    protected override long Likeness(FoundPoint expected, FoundPoint seen)
    {
        long x = expected.X - seen.X, y = expected.Y - seen.Y;
        return Math.Max(0, ((long)rule.Reach * rule.Reach) + 1 - (x * x) - (y * y));
    }

    /// <summary>A sixteenth of a pixel is 16 of a speed.</summary>
    protected override (int X, int Y) Surprise(FoundPoint expected, FoundPoint seen) =>
        ((seen.X - expected.X) * 8, (seen.Y - expected.Y) * 8);
}
