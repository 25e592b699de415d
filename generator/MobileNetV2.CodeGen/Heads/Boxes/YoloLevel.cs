using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A grid with anchors: <c>mnv2_yolo_level</c>.</summary>
/// <param name="RowStep">Of the grid, in sixteenths of a pixel.</param>
/// <param name="Sizes">Width and height of each anchor in sixteenths of a pixel.</param>
/// <param name="Move">The centre from the corner of its cell, in 32768ths of a cell.</param>
/// <param name="Grow">Factors of the anchor's size in 65536ths.</param>
/// <param name="Object">Scores.</param>
internal sealed record YoloLevel(
    int Rows,
    int Columns,
    int RowStep,
    int ColumnStep,
    int Classes,
    ImmutableArray<int> Sizes,
    ImmutableArray<int> Move,
    ImmutableArray<int> Grow,
    ImmutableArray<int> Object,
    ScoreTable Scores)
{
    public int Anchors => Sizes.Length / 2;

    public int Cells => Rows * Columns;

    public string InC(HeadCodeBuilder code, int i) => HeadCodeBuilder.Braced(
        Rows,
        Columns,
        RowStep,
        ColumnStep,
        Anchors,
        code.Table($"sizes_{i}", Sizes),
        code.Table($"move_{i}", Move),
        code.Table($"grow_{i}", Grow),
        code.Table($"object_{i}", Object),
        Scores.InC(code, $"scores_{i}"));

    public void Find(BoxCandidates found, BoxRule rule, byte[] output)
    {
        for (var i = 0; i < Cells * Anchors; i++)
        {
            var first = i * (5 + Classes);
            var (cell, a) = Math.DivRem(i, Anchors);
            long row = cell / Columns, column = cell % Columns;
            var whole = Entry(Object, 4);
            if (!found.Takes((int)whole))
                continue;
            var box = Places.Around(
                rule,
                ((column * 32768) + Entry(Move, 0)) * ColumnStep / 32768,
                ((row * 32768) + Entry(Move, 1)) * RowStep / 32768,
                Entry(Grow, 2) * Sizes[2 * a] / 65536,
                Entry(Grow, 3) * Sizes[(2 * a) + 1] / 65536);
            new PlaceScores(output, first + 5, Classes, 1, Scores, (int)whole).AddTo(found, box, rule.IsAgnostic);

            long Entry(ImmutableArray<int> table, int k) => table[ScoreTable.Element(output, first + k) + 128];
        }
    }
}
