using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Tests.Mutation;

/// <summary>One operator or constant of a file of C that becomes another.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The whole file with the change in it.</param>
internal sealed record CMutant(string File, int Line, string Before, string After, string Text)
{
    /// <summary>What a list of survivors knows it by: lines move, their words stay.</summary>
    public string Key(string original) => $"{File} | {original.Split('\n')[Line - 1].Trim()} | {Before} -> {After}";
}

/// <summary>Changes that a test should notice. The sources are formatted: an operator between two values has blanks around it.</summary>
internal static partial class CMutants
{
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["+"] = "-",
        ["-"] = "+",
        ["*"] = "+",
        ["/"] = "*",
        ["%"] = "/",
        ["<<"] = ">>",
        [">>"] = "<<",
        ["<"] = "<=",
        ["<="] = "<",
        [">"] = ">=",
        [">="] = ">",
        ["=="] = "!=",
        ["!="] = "==",
        ["&&"] = "||",
        ["||"] = "&&",
        ["&"] = "|",
        ["|"] = "&",
        ["^"] = "&",
        ["+="] = "-=",
        ["-="] = "+=",
        ["*="] = "+=",
        ["/="] = "*=",
        [">>="] = "<<=",
        ["<<="] = ">>=",
        ["|="] = "&=",
        ["&="] = "|=",
    };

    public static IEnumerable<CMutant> Of(string file, string text)
    {
        // Comments and strings keep their length, so that places stay what they are.
        var code = Text().Replace(
            text, m => m.Value.StartsWith("#define", StringComparison.Ordinal) ? m.Value : BlankOut().Replace(m.Value, " "));
        foreach (Match match in Place().Matches(code))
        {
            var before = match.Value;
            foreach (var after in Instead(before))
            {
                var line = code.AsSpan(0, match.Index).Count('\n') + 1;
                yield return new(file, line, before, after, text[..match.Index] + after + text[(match.Index + before.Length)..]);
            }
        }
    }

    private static IEnumerable<string> Instead(string before)
    {
        if (Others.TryGetValue(before, out var other))
            return [other];
        var digits = Digits().Match(before).Value;
        var suffix = before[digits.Length..];
        if (!digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && long.TryParse(digits, out var number))
            return [$"{number + 1}{suffix}"];
        return digits.Length > 2 && ulong.TryParse(digits.AsSpan(2), System.Globalization.NumberStyles.HexNumber, null, out var hex)
            ? [$"0x{hex ^ 1:X}{suffix}"]
            : [];
    }

    /// <summary>What is no code: comments, texts, and lines of the preprocessor.</summary>
    [GeneratedRegex(
        """/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^\#(?:\\\n|[^\n])*""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Text();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex BlankOut();

    [GeneratedRegex(
        @"(?<= )(?:<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/|&]=|[-+*/%<>&|^])(?= )"
        + @"|(?<![\w.])(?:0[xX][0-9A-Fa-f]+|[0-9]+)[uUlL]*(?![\w.])")]
    private static partial Regex Place();

    [GeneratedRegex("^(?:0[xX][0-9A-Fa-f]+|[0-9]+)")]
    private static partial Regex Digits();
}
