using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Values and names as C source text.</summary>
internal static class CText
{
    /// <summary>Comments stay within the line length of the generated code.</summary>
    private const int MaxNameInComment = 72;

    /// <summary>Half of what every C11 compiler must take.</summary>
    private const int MaxLiteral = 2000;

    public static string Integer(long value) => value switch
    {
        // In C, -2147483648 is minus a constant that does not fit an int.
        int.MinValue => "INT32_MIN",
        < int.MinValue or > int.MaxValue => throw new ArgumentOutOfRangeException(nameof(value), value, "not an int32"),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A <c>float</c> constant of exactly this value.</summary>
    public static string Float(float value)
    {
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "C has no portable constant for it");
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? digits + "F" : digits + ".0F";
    }

    public static string StringLiteral(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in Printable(Shortened(text, MaxLiteral)))
        {
            // A trigraph such as ??/ would be replaced before anything else.
            if (c is '"' or '\\' || (c == '?' && result[^1] == '?'))
                result.Append('\\');
            result.Append(c);
        }

        return result.Append('"').ToString();
    }

    /// <summary>A name from a model file, safe inside a block comment and not too long; empty names become <c>-</c>.</summary>
    public static string InComment(string name, int longest = MaxNameInComment)
    {
        // Whatever its length, one look at what can be shown is enough.
        var text = Shortened(Apart(Printable(name.Length > MaxLiteral ? name[..MaxLiteral] : name)), longest);
        return text.Length == 0 ? "-" : text;
    }

    /// <summary>All of a text for a comment of several lines, broken at blanks.</summary>
    /// <param name="indent">Begins each line but the first.</param>
    public static string CommentLines(string text, int longest, string indent)
    {
        var lines = new StringBuilder();
        var length = 0;
        foreach (var word in InComment(text, MaxLiteral).Split(' ').Select(w => Shortened(w, longest)))
        {
            var breaks = length > 0 && length + 1 + word.Length > longest;
            lines.Append(breaks ? "\n" + indent : length > 0 ? " " : "").Append(word);
            length = breaks ? word.Length : length + (length > 0 ? 1 : 0) + word.Length;
        }

        return lines.ToString();
    }

    /// <summary><c>int8</c>, as people write it.</summary>
    public static string TypeName(ElementType type)
    {
        var name = type.CName();
        return name.EndsWith("_t", StringComparison.Ordinal) ? name[..^2] : name;
    }

    /// <summary>The type that a pointer to elements points to.</summary>
    public static string Pointed(ElementType type, bool isReadOnly) => isReadOnly ? "const " + type.CName() : type.CName();

    /// <summary>One of several texts in a column, with blanks behind it as far as the longest goes.</summary>
    public static string Column(string text, IEnumerable<string> all) => text.PadRight(all.Max(a => a.Length));

    /// <summary>With separators, for comments: <c>1,505,280</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 3), "...");

    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    /// <summary>Blanks between what together would end the comment, begin another (<c>-Wcomment</c>), be a trigraph,
    /// or join two lines.</summary>
    private static string Apart(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (result.Length > 0 && (result[^1], c) is ('*', '/') or ('/', '*') or ('?', '?'))
                result.Append(' ');
            result.Append(c == '\\' ? '/' : c);
        }

        return result.ToString();
    }
}
