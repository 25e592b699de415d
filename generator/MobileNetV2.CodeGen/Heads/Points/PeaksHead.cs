using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>See <see cref="FomoDefinition"/>; the C is <c>mnv2_peaks</c>.</summary>
internal sealed class PeaksHead(MapRule rule, PointTrackRule? track) : Head
{
    public override HeadShape Shape => HeadShape.Points(rule.Most);

    public override HeadCode Code => track is null ? rule.Code("mnv2_peaks") : track.AddTo(rule.Code("mnv2_peaks"), rule.Most);

    public override IHeadSession Start()
    {
        var tracker = track is null ? null : new PointTracker(track);
        return new StatelessSession(outputs =>
        {
            var points = Read(outputs[0]);
            return new([.. tracker?.Follow(points) ?? points]);
        });
    }

    private ImmutableArray<FoundPoint> Read(byte[] map)
    {
        var found =
            from y in Enumerable.Range(0, rule.Rows)
            from x in Enumerable.Range(0, rule.Columns)
            from c in Enumerable.Range(rule.First, rule.Channels - rule.First)
            where rule.Score(map, y, x, c) >= rule.Threshold && IsPeak(map, y, x, c)
            select Centre(map, y, x, c);
        return [.. found.OrderByDescending(p => p.Score).Take(rule.Most)];
    }

    /// <summary>No neighbour exceeds it, and none of those before it equals it.</summary>
    private bool IsPeak(byte[] map, int y, int x, int c)
    {
        var here = rule.Element(map, y, x, c);
        return rule.Around(y, x).All(n =>
            rule.Element(map, n.Y, n.X, c) is var there && ((n.Y, n.X).CompareTo((y, x)) < 0 ? there < here : there <= here));
    }

    private FoundPoint Centre(byte[] map, int y, int x, int c)
    {
        long weight = 0, right = 0, down = 0;
        foreach (var (row, column) in rule.Around(y, x))
        {
            long there = rule.Score(map, row, column, c);
            if (there < rule.Threshold)
                continue;
            weight += there;
            right += there * ((2 * column) + 1);
            down += there * ((2 * row) + 1);
        }

        return new(
            (int)(right * rule.ColumnStep / (2 * weight)),
            (int)(down * rule.RowStep / (2 * weight)),
            c - rule.First,
            rule.Score(map, y, x, c));
    }
}
