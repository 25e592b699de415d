using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>A table as a terminal of some width can show it: long texts in several lines,
/// then without the columns that matter least. Numbers stay whole.</summary>
/// <param name="Columns">Indices of the columns that are shown.</param>
/// <param name="Widths">Of the shown columns, in letters.</param>
internal sealed record TableFit(ImmutableArray<int> Columns, ImmutableArray<int> Widths)
{
    private const int Border = 3;
    private const int Edge = 1;
    private const int Gap = 2;

    /// <summary>A name may be broken anywhere, but not into crumbs.</summary>
    private const int ShortestPiece = 16;

    /// <summary>With lines between the columns; null when not even the columns that must be shown fit.</summary>
    public static TableFit? Bordered(TextTable table, int width) => Of(table, width, Border, Edge);

    /// <summary>With blanks between the columns; wider than asked for when not even the columns that must be shown fit.</summary>
    public static TableFit Plain(TextTable table, int width) => Of(table, width, Gap, -Gap) ?? Natural(table);

    /// <summary>Everything, as wide as it is.</summary>
    public static TableFit Natural(TextTable table) => new([.. Enumerable.Range(0, table.Columns.Length)], [.. NaturalWidths(table)]);

    private static int[] NaturalWidths(TextTable table) =>
        [.. table.Columns.Select((c, i) => Cells(table, i).Append(c.Header).Max(t => t.Length))];

    /// <param name="between">Letters between two columns.</param>
    /// <param name="around">Letters of the whole table beside that.</param>
    private static TableFit? Of(TextTable table, int terminalWidth, int between, int around)
    {
        var natural = NaturalWidths(table);
        var least = table.Columns.Select((c, i) => Math.Min(natural[i], Least(table, c, i))).ToArray();
        var shown = Enumerable.Range(0, table.Columns.Length).ToList();
        while (Total(shown, least) > terminalWidth)
        {
            var leftOut = shown.Where(i => table.Columns[i].LeftOut > 0).OrderBy(i => table.Columns[i].LeftOut).FirstOrDefault(-1);
            if (leftOut < 0)
                return null;
            shown.Remove(leftOut);
        }

        int[] widths = [.. natural.Select((n, i) => Math.Max(least[i], Math.Min(n, terminalWidth)))];
        foreach (var i in shown.Where(i => table.Columns[i].IsRight && Total(shown, widths) > terminalWidth))
            widths[i] = Math.Max(least[i], widths[i] - (Total(shown, widths) - terminalWidth));
        while (Total(shown, widths) > terminalWidth)
            widths[shown.Where(i => widths[i] > least[i]).MaxBy(i => widths[i])]--;
        return new TableFit([.. shown], [.. shown.Select(i => widths[i])]);

        int Total(List<int> columns, int[] of) => around + columns.Sum(i => of[i] + between);
    }

    private static int Least(TextTable table, TableColumn column, int index)
    {
        var header = LongestWord(column.Header);
        if (column.IsRight)
            return Cells(table, index).Select(t => t.Length).Append(header).Max();
        return Math.Max(header, column.Folds ? ShortestPiece : Cells(table, index).Append("").Max(LongestWord));
    }

    private static IEnumerable<string> Cells(TextTable table, int column) => table.Rows.Select(r => r[column]);

    private static int LongestWord(string text) => text.Split(' ').Max(w => w.Length);
}
