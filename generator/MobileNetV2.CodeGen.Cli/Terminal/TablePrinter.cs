using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Draws a table: with borders on a terminal, as aligned columns in a pipe.</summary>
internal static class TablePrinter
{
    public static void Print(CliConsole console, TextTable table)
    {
        table = table with { Rows = [.. table.Rows.Select(r => r.Select(TerminalText.OneLine).ToImmutableArray())] };
        if (!console.IsTerminal)
        {
            var plain = TableFit.Plain(table, console.Width);
            PlainTables.Print(console.Out, table, plain);
            TellLeftOut(console, table, plain);
        }
        else if (TableFit.Bordered(table, console.Width) is { } fit)
        {
            SpectreTables.Print(console, table, fit);
            TellLeftOut(console, table, fit);
        }
        else
        {
            PlainTables.Print(console.Out, table, TableFit.Natural(table));
        }
    }

    private static void TellLeftOut(CliConsole console, TextTable table, TableFit fit)
    {
        var leftOut = table.Columns.Where((_, i) => !fit.Columns.Contains(i)).Select(c => c.Header).ToArray();
        if (leftOut.Length > 0)
            console.WriteText($"left out in {console.Width} columns: {string.Join("; ", leftOut)}");
    }
}
