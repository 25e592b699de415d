using System.Globalization;
using System.Text;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>
/// Text for the screen. Names come from files that anybody may have written: an escape sequence in one must not reach the terminal, which
/// would obey it, a character that turns the direction of text must not make a line read as another,
/// and a line break must not forge a line of ours.</summary>
internal static class TerminalText
{
    /// <summary>Text of several lines; what else a terminal would obey is shown as <c>\u001B</c>.</summary>
    public static string Clean(string text) => text.Any(IsActive) ? Shown(text, keepsLines: true) : text;

    /// <summary>The same for text that is part of a line: line breaks and tabs are shown too.</summary>
    public static string OneLine(string text) => text.Any(c => c is '\n' or '\t' || IsActive(c)) ? Shown(text, keepsLines: false) : text;

    /// <summary>True for what changes how or where other text appears; line feeds and tabs excepted.</summary>
    public static bool IsActive(char c) => c < '\x7f'
        ? c < ' ' && c is not ('\n' or '\t')
        : char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    private static string Shown(string text, bool keepsLines)
    {
        // A line end of Windows is one, not a way back to the beginning of the line.
        if (keepsLines)
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '\n' or '\t' ? keepsLines : !IsActive(c))
                result.Append(c);
            else
                result.Append(Symbol(c));
        }

        return result.ToString();
    }

    private static string Symbol(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
    };
}
