using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Prints diagnostics to the error stream: <c>place: error CODE: message</c>, then the help.</summary>
internal static class DiagnosticPrinter
{
    private const int Limit = 50;

    /// <summary>A name from a file may have megabytes.</summary>
    private const int LongestLine = 1000;

    private const string Red = "\x1b[31m";
    private const string Yellow = "\x1b[33m";
    private const string Reset = "\x1b[0m";

    /// <summary>Prints all of them; a hopeless file can give thousands, so only the first are shown,
    /// and the number left out is told.</summary>
    public static void Print(CliConsole console, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        if (console.Verbosity == Verbosity.Quiet)
            diagnostics = [.. diagnostics.Where(d => d.IsError)];
        foreach (var d in diagnostics.Take(Limit))
        {
            console.Error.Write($"{TerminalText.OneLine(d.Location)}: ");
            PrintKind(console, d.IsError);
            console.Error.WriteLine($" {d.Code}: {Indented(d.Message)}");
            console.Error.WriteLine($"  help: {Indented(d.Help)}");
        }

        if (diagnostics.Count > Limit)
            console.Error.WriteLine($"... and {diagnostics.Count - Limit} more");
    }

    private static void PrintKind(CliConsole console, bool isError)
    {
        if (console.ErrorIsTerminal && console.UsesColour)
            console.DrawnError.Write((isError ? Red : Yellow) + (isError ? "error" : "warning") + Reset);
        else
            console.Error.Write(isError ? "error" : "warning");
    }

    /// <summary>A compiler's words have several lines, and a name may: none of them begins where the line of a diagnostic does.</summary>
    private static string Indented(string text) => string.Join("\n", text.TrimEnd().Split('\n')
        .Select((line, i) => i == 0 || line.StartsWith("  ", StringComparison.Ordinal) ? line : "  " + line)
        .Select(line => line.Length <= LongestLine ? line : line[..LongestLine] + "..."));
}
