namespace MobileNetV2.CodeGen.Heads;

/// <summary>Key points of heat maps; the C is <c>mnv2_key_points</c>.</summary>
internal sealed class KeyPointsHead(MapRule rule, SmoothRule? smooth) : PoseHead(rule.Channels, smooth)
{
    protected override HeadCode Finding => rule.Code("mnv2_key_points");

    protected override FoundPoint Find(byte[] map, int c)
    {
        // The first of the largest.
        var (y, x) = Math.DivRem(
            Enumerable.Range(0, rule.Rows * rule.Columns).MaxBy(i => rule.Element(map, i / rule.Columns, i % rule.Columns, c)),
            rule.Columns);
        var score = rule.Score(map, y, x, c);
        return new(
            (((2 * x) + 1) * rule.ColumnStep / 2)
                + (
                    x > 0 && x + 1 < rule.Columns
                        ? Lean(rule.Element(map, y, x - 1, c), rule.Element(map, y, x + 1, c), rule.ColumnStep)
                        : 0),
            (((2 * y) + 1) * rule.RowStep / 2)
                + (y > 0 && y + 1 < rule.Rows ? Lean(rule.Element(map, y - 1, x, c), rule.Element(map, y + 1, x, c), rule.RowStep) : 0),
            c,
            score < rule.Threshold ? 0 : score);
    }

    /// <summary>A quarter of a step towards the larger of two neighbours.</summary>
    private static int Lean(int before, int after, int step) => Math.Sign(after - before) * (step / 4);
}
