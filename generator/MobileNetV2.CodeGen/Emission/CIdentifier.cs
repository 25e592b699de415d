using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>What may be the prefix of generated names.</summary>
public static class CIdentifier
{
    /// <summary>Leaves room for suffixes within the line length of the generated C.</summary>
    public const int MaxPrefixLength = 63;

    private static readonly FrozenSet<string> Reserved = new[]
    {
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "goto",
        "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch",
        "typedef", "union", "unsigned", "void", "volatile", "while",
        "asm", "bool", "catch", "class", "constexpr", "delete", "explicit", "export", "false", "friend", "mutable", "namespace", "new",
        "nullptr", "operator", "private", "protected", "public", "template", "this", "throw", "true", "try", "typename", "using", "virtual",
        "main", "errno", "assert", "mnv2", "arm", "cmsis_nn",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for ASCII letters, digits and underscores that do not begin with a digit.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>True for keywords of C and C++, names beginning with an underscore, and the prefixes of the runtime and of CMSIS-NN.</summary>
    public static bool IsReserved(string identifier) =>
        identifier.StartsWith('_')
        || identifier.StartsWith("mnv2_", StringComparison.OrdinalIgnoreCase)
        || identifier.StartsWith("arm_", StringComparison.OrdinalIgnoreCase)
        || Reserved.Contains(identifier.ToLowerInvariant());

    /// <summary>The prefix for a model called <paramref name="name"/>: <c>mobilenet_v2_1.0_224</c> gives <c>mobilenet_v2_1_0_224</c>.</summary>
    public static string FromModelName(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
            else if (text.Length > 0 && text[^1] != '_')
                text.Append('_');
        }

        var result = text.ToString().TrimEnd('_');
        if (result.Length == 0)
            return "model";
        if (char.IsAsciiDigit(result[0]) || IsReserved(result))
            result = "model_" + result;
        return result.Length <= MaxPrefixLength ? result : result[..MaxPrefixLength].TrimEnd('_');
    }
}
