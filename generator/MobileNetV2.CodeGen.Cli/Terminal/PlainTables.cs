using System.Collections.Immutable;
using System.Text;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>A table as aligned text without borders; a text that is too long for its column goes on in the next line.</summary>
internal static class PlainTables
{
    private const string Gap = "  ";

    /// <summary>Behind these a name may be broken.</summary>
    private static readonly char[] Joints = ['_', '/', '.', ',', '-', ';'];

    public static void Print(TextWriter output, TextTable table, TableFit fit)
    {
        PrintRow([.. table.Columns.Select(c => c.Header)]);
        foreach (var row in table.Rows)
            PrintRow(row);

        void PrintRow(ImmutableArray<string> cells)
        {
            string[][] texts = [.. fit.Columns.Zip(fit.Widths, (column, width) => Pieces(cells[column], width).ToArray())];
            for (var line = 0; line < texts.Max(t => t.Length); line++)
                output.WriteLine(Line(texts, line));
        }

        string Line(string[][] texts, int line)
        {
            var all = new StringBuilder();
            for (var i = 0; i < texts.Length; i++)
            {
                var text = line < texts[i].Length ? texts[i][line] : "";
                all.Append(i == 0 ? "" : Gap);
                all.Append(table.Columns[fit.Columns[i]].IsRight ? text.PadLeft(fit.Widths[i]) : text.PadRight(fit.Widths[i]));
            }

            return all.ToString().TrimEnd();
        }
    }

    /// <summary>Broken between words; within a word only where it is too long itself, then behind a joint if one is near.</summary>
    private static IEnumerable<string> Pieces(string text, int width)
    {
        var start = 0;
        while (text.Length - start > width)
        {
            var blank = text.LastIndexOf(' ', start + width, width);
            var joint = text.LastIndexOfAny(Joints, start + width - 1, (width / 2) + 1);
            var end = blank > start ? blank : joint > start ? joint + 1 : start + width;
            yield return text[start..end].TrimEnd();
            start = end;
            while (start < text.Length && text[start] == ' ')
                start++;
        }

        yield return text[start..];
    }
}
