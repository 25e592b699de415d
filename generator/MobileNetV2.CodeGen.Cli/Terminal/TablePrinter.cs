using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Draws a table: with borders on a terminal, as aligned columns in a pipe.</summary>
internal static class TablePrinter
{
    private const string Gap = "  ";

    public static void Print(CliConsole console, TextTable table)
    {
        table = table with { Rows = [.. table.Rows.Select(r => r.Select(TerminalText.OneLine).ToImmutableArray())] };
        if (!console.IsTerminal || TableFit.Of(table, console.Width) is not { } fit)
        {
            PrintPlain(console.Out, table);
            return;
        }

        SpectreTables.Print(console, table, fit);
        var leftOut = table.Columns.Where((_, i) => !fit.Columns.Contains(i)).Select(c => c.Header).ToArray();
        if (leftOut.Length > 0)
            console.Out.WriteLine($"left out in {console.Width} columns: {string.Join("; ", leftOut)}");
    }

    private static void PrintPlain(TextWriter output, TextTable table)
    {
        var widths = table.Columns
            .Select((c, i) => table.Rows.Select(r => r[i].Length).Append(c.Header.Length).Max())
            .ToArray();
        PrintRow([.. table.Columns.Select(c => c.Header)]);
        foreach (var row in table.Rows)
            PrintRow(row.AsSpan());

        void PrintRow(ReadOnlySpan<string> cells)
        {
            var line = new System.Text.StringBuilder();
            for (var i = 0; i < cells.Length; i++)
            {
                line.Append(i == 0 ? "" : Gap);
                line.Append(table.Columns[i].IsRight ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }
}
