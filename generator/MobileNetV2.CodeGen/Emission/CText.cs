using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Values and names as C source text.</summary>
internal static class CText
{
    /// <summary>Comments stay within the line length of the generated code.</summary>
    private const int MaxNameInComment = 72;

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
        foreach (var c in Printable(text))
            result.Append(c is '"' or '\\' ? $"\\{c}" : c.ToString());
        return result.Append('"').ToString();
    }

    /// <summary>A name from a model file, safe inside a block comment and not too long; empty names become <c>-</c>.</summary>
    public static string InComment(string name)
    {
        // Neither the end of the comment nor, for -Wcomment, the start of another.
        var text = Printable(name).Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);
        if (text.Length > MaxNameInComment)
            text = string.Concat(text.AsSpan(0, MaxNameInComment - 3), "...");
        return text.Length == 0 ? "-" : text;
    }

    /// <summary><c>int8</c>, as people write it.</summary>
    public static string TypeName(ElementType type)
    {
        var name = type.CName();
        return name.EndsWith("_t", StringComparison.Ordinal) ? name[..^2] : name;
    }

    /// <summary>With separators, for comments: <c>1,505,280</c>.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    // A trigraph such as ??/ would be replaced before anything else.
    private static string Printable(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?')).Replace("??", "? ?", StringComparison.Ordinal);
}
