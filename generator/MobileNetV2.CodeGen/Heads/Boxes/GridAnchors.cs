using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Anchors on grids, the finest first: worked out when a box is decoded.</summary>
internal sealed class GridAnchors(ImmutableArray<AnchorGrid> grids) : AnchorSet
{
    public override int Count { get; } = (int)Math.Min(int.MaxValue, grids.Sum(g => g.Count));

    public override Anchor At(int index)
    {
        var grid = 0;
        for (; index >= grids[grid].Count; grid++)
            index -= (int)grids[grid].Count;
        return grids[grid].At(index);
    }

    public override string InC(HeadCodeBuilder code, List<string> rule)
    {
        var rows = grids.Select((g, i) => HeadCodeBuilder.Braced(
            g.Rows, g.Columns, g.RowSpan, g.ColumnSpan, g.ShapeCount, code.Table(HeadCodeBuilder.Text($"shapes_{i}"), g.Shapes)));
        rule.Add($"static const mnv2_anchor_grid head_grids[] = {{{string.Join(", ", rows)}}};");
        return "head_grids, NULL, NULL, NULL";
    }
}
