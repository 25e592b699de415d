namespace MobileNetV2.CodeGen.Heads;

/// <summary>Gives boxes the numbers of their tracks: the managed twin of <c>mnv2_follow</c>.</summary>
internal sealed class BoxTracker(TrackRule rule) : Tracker<FoundBox>(rule.Most, rule.Patience)
{
    protected override int Number(FoundBox seen) => seen.Track;

    protected override FoundBox Numbered(FoundBox seen, int number) => seen with { Track = number };

    protected override int Class(FoundBox seen) => seen.Class;

    protected override FoundBox Moved(FoundBox seen, int x, int y) =>
        seen with { Left = seen.Left + x, Right = seen.Right + x, Top = seen.Top + y, Bottom = seen.Bottom + y };

    /// <summary>Intersection over union in 32768ths.</summary>
    protected override long Likeness(FoundBox expected, FoundBox seen)
    {
        var common = expected.CommonWith(seen);
        var share = common == 0 ? 0 : common * 32768 / (expected.Area + seen.Area - common);
        return share < rule.Overlap ? 0 : share;
    }

    /// <summary>Of the centre; centres are doubled, so one step is 8 of a speed.</summary>
    protected override (int X, int Y) Surprise(FoundBox expected, FoundBox seen) =>
    (
        (seen.Left + seen.Right - expected.Left - expected.Right) * 8 / 2,
        (seen.Top + seen.Bottom - expected.Top - expected.Bottom) * 8 / 2);
}
