using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Tests.Mutation;

/// <summary>One operator or constant of a file of C that becomes another.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Place">The line with the place in brackets.</param>
/// <param name="Text">The whole file with the change in it.</param>
internal sealed record CMutant(string File, int Line, string Place, string Before, string After, string Text)
{
    /// <summary>What a list of survivors knows it by: lines move, their words stay.</summary>
    public string Key => $"{File} | {Place} -> {After}";
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
        // Of two that are equal, either is the other: but for the sign of a zero.
        var choices = text.Contains("float", StringComparison.Ordinal)
            ? [] : Choice().Matches(code).Select(m => m.Groups["operator"].Index).ToHashSet();
        foreach (Match match in Place().Matches(code))
        {
            var before = match.Value;
            if (choices.Contains(match.Index))
                continue;
            var start = code.LastIndexOf('\n', match.Index) + 1;
            var end = match.Index + before.Length;
            var place = $"{text[start..match.Index].TrimStart()}[{before}]{text[end..text.IndexOf('\n', end)].TrimEnd()}";
            foreach (var after in SizeOfArray().IsMatch(code[start..match.Index]) ? Smaller(before) : Instead(before))
            {
                var line = code.AsSpan(0, match.Index).Count('\n') + 1;
                yield return new(file, line, place, before, after, text[..match.Index] + after + text[end..]);
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
        return digits.Length > 2 && ulong.TryParse(digits.AsSpan(2), NumberStyles.HexNumber, null, out var hex)
            ? [$"0x{hex ^ 1:X}{suffix}"]
            : [];
    }

    /// <summary>The larger or the smaller of two.</summary>
    [GeneratedRegex(
        @"(?<=[ (])(?<a>[\w\[\].>*-]+(?: [-+*] \w+)*) (?<operator>[<>]=?) (?<b>[\w\[\].>*-]+(?: [-+*] \w+)*)"
        + @"(?=\s\? (?:\k<a>\s: \k<b>|\k<b>\s: \k<a>)[;,) ])")]
    private static partial Regex Choice();

    private static IEnumerable<string> Smaller(string before) =>
        int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? [(size - 1).ToString(CultureInfo.InvariantCulture)] : [];

    /// <summary>Before the size of an array that is declared: room for more would be no fault.</summary>
    [GeneratedRegex(@"^ *(?!return |else |case )(?:\w+ )+[*\w ]*\w+(?:\[\w+\])*\[$")]
    private static partial Regex SizeOfArray();

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
