using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.MSBuild;

/// <summary>A diagnostic as mnv2c prints it: <c>place: error MNV3002: message</c>.</summary>
/// <param name="line">Of the model file, 1 is the first; 0 when the place is none.</param>
internal sealed class CompilerMessage(bool isError, string code, string text, int line, int column)
{
    private const string HelpMark = "  help: ";

    private static readonly Regex Diagnostic =
        new(@"\A(?<place>\S.*?): (?<kind>error|warning) (?<code>[A-Z]+[0-9]+): (?<text>.*)\z", RegexOptions.CultureInvariant);
    private static readonly Regex Position = new(@"\A:(?<line>[0-9]+)(:(?<column>[0-9]+))?\z", RegexOptions.CultureInvariant);

    public bool IsError { get; } = isError;

    public string Code { get; } = code;

    public string Text { get; } = text;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <param name="modelPath">As it was given to mnv2c; a place in it becomes a position,
    /// any other place becomes part of the text.</param>
    /// <returns>Null when the line is no diagnostic.</returns>
    public static CompilerMessage? Parse(string line, string modelPath)
    {
        var match = Diagnostic.Match(line);
        if (!match.Success)
            return null;
        var (place, code, text) = (match.Groups["place"].Value, match.Groups["code"].Value, match.Groups["text"].Value);
        var isError = match.Groups["kind"].Value == "error";
        // A wrong option has the command for its place, which no project's author typed.
        if (code == MessageCodes.WrongCommandLine || place == modelPath)
            return new(isError, code, text, 0, 0);
        return place.StartsWith(modelPath, StringComparison.Ordinal)
            && Position.Match(place.Substring(modelPath.Length)) is { Success: true } at
            ? new(isError, code, text, Number(at.Groups["line"]), Number(at.Groups["column"]))
            : new(isError, code, $"{place}: {text}", 0, 0);
    }

    /// <summary>The advice below a diagnostic; null when the line is something else.</summary>
    public static string? Help(string line) => line.StartsWith(HelpMark, StringComparison.Ordinal) ? line.Substring(HelpMark.Length) : null;

    public CompilerMessage With(string more) => new(IsError, Code, $"{Text}{more}", Line, Column);

    private static int Number(Group group) =>
        int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
