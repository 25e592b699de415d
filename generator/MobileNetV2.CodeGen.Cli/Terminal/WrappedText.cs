using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Text for a terminal: lines are broken between words and go on below their own beginning,
/// or below the second column of a list.</summary>
internal static partial class WrappedText
{
    private const int NarrowestColumn = 20;

    public static IEnumerable<string> Lines(string text, int width) => text.Split('\n').SelectMany(l => Wrap(l.TrimEnd('\r'), width));

    private static List<string> Wrap(string line, int width)
    {
        // A command line must stay whole, so that it can be copied.
        if (line.Length <= width || line.TrimStart().StartsWith("mnv2c ", StringComparison.Ordinal))
            return [line];
        var indent = SecondColumn().Match(line).Length is > 0 and var second ? second : line.Length - line.TrimStart().Length;
        if (width - indent < NarrowestColumn)
            return [line];

        // The first line begins at the margin, the others are as much shorter as they are indented.
        var lines = new List<string>();
        var (start, room, margin) = (0, width, "");
        while (line.Length - start > room && line.LastIndexOf(' ', start + room, room) is var end && end > start + indent - margin.Length)
        {
            lines.Add(margin + line[start..end].TrimEnd());
            start = end + 1;
            while (start < line.Length && line[start] == ' ')
                start++;
            (room, margin) = (width - indent, new string(' ', indent));
        }

        lines.Add(margin + line[start..]);
        return lines;
    }

    [GeneratedRegex(@"^\s*\S+(\s\S+)*\s{2,}(?=\S)")]
    private static partial Regex SecondColumn();
}
