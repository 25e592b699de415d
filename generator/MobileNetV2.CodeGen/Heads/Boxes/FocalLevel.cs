using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>A grid without anchors: <c>mnv2_focal_level</c>.</summary>
/// <param name="RowStep">Of the grid, in sixteenths of a pixel.</param>
/// <param name="Bins">Steps of the distribution of a distance.</param>
/// <param name="Exponentials">By the distance to the largest element, in 65536ths.</param>
internal sealed record FocalLevel(
    int Rows, int Columns, int RowStep, int ColumnStep, int Bins, ImmutableArray<int> Exponentials, ScoreTable Scores)
{
    public int Cells => Rows * Columns;

    public string InC(HeadCodeBuilder code, int i) => HeadCodeBuilder.Braced(
        Rows, Columns, RowStep, ColumnStep, Bins, code.Table($"exponentials_{i}", Exponentials), code.Table($"scores_{i}", Scores.Values));

    public void Find(BoxCandidates found, BoxRule rule, byte[] output, int classes)
    {
        var edges = 4 * Bins;
        for (var i = 0; i < Cells; i++)
        {
            var first = i * (edges + classes);
            var best = Enumerable.Range(0, classes).Max(c => ScoreTable.Element(output, first + edges + c));
            if (!found.Takes(Scores.Values[best + 128]))
                continue;
            var x = ((2 * (i % Columns)) + 1) * ColumnStep / 2;
            var y = ((2 * (i / Columns)) + 1) * RowStep / 2;
            var box = new FoundBox(
                Places.Within(x - Distance(0, ColumnStep), rule.Width),
                Places.Within(y - Distance(1, RowStep), rule.Height),
                Places.Within(x + Distance(2, ColumnStep), rule.Width),
                Places.Within(y + Distance(3, RowStep), rule.Height),
                0,
                0);
            new PlaceScores(output, first + edges, classes, 1, Scores, ScoreTable.One).AddTo(found, box, rule.IsAgnostic);

            long Distance(int edge, int step) => Expected(output, first + (edge * Bins), step);
        }
    }

    /// <summary>The mean of a distribution over 0, 1, 2, ... times <paramref name="step"/>.</summary>
    private long Expected(byte[] output, int first, int step)
    {
        int[] bins = [.. Enumerable.Range(0, Bins).Select(b => ScoreTable.Element(output, first + b))];
        var largest = bins.Max();
        long[] shares = [.. bins.Select(b => (long)Exponentials[largest - b])];
        return shares.Select((s, b) => s * b).Sum() * step / shares.Sum();
    }
}
