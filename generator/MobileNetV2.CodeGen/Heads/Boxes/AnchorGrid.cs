using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Cells with the same shapes of anchors around the middle of each: <c>mnv2_anchor_grid</c>.</summary>
/// <param name="RowSpan">What all rows together are high, in 4096ths of a pixel.</param>
/// <param name="ColumnSpan">What all columns together are wide.</param>
/// <param name="Shapes">Height and width of each.</param>
internal sealed record AnchorGrid(int Rows, int Columns, int RowSpan, int ColumnSpan, ImmutableArray<int> Shapes)
{
    public int ShapeCount => Shapes.Length / 2;

    public long Count => (long)Rows * Columns * ShapeCount;

    public Anchor At(int index)
    {
        var (cell, shape) = Math.DivRem(index, ShapeCount);
        var (row, column) = Math.DivRem(cell, Columns);
        return new(Middle(row, Rows, RowSpan), Middle(column, Columns, ColumnSpan), Shapes[2 * shape], Shapes[(2 * shape) + 1]);
    }

    private static int Middle(int cell, int cells, int span) => (int)(((((2L * cell) + 1) * span) + cells) / (2 * cells));
}
