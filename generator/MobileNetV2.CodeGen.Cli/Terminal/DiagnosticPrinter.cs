using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Prints diagnostics to the error stream: <c>place: error CODE: message</c>, then the help.</summary>
internal static class DiagnosticPrinter
{
    private const int Limit = 50;
    private const string Red = "\x1b[31m";
    private const string Yellow = "\x1b[33m";
    private const string Reset = "\x1b[0m";

    /// <summary>Prints all of them; a hopeless file can give thousands, so only the first are shown, and the number left out is told.</summary>
    public static void Print(CliConsole console, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        if (console.Verbosity == Verbosity.Quiet)
            diagnostics = [.. diagnostics.Where(d => d.IsError)];
        foreach (var d in diagnostics.Take(Limit))
        {
            var kind = d.IsError ? "error" : "warning";
            if (console.ErrorIsTerminal && console.UsesColour)
                kind = (d.IsError ? Red : Yellow) + kind + Reset;
            console.Error.WriteLine($"{d.Location}: {kind} {d.Code}: {d.Message}");
            console.Error.WriteLine($"  help: {d.Help}");
        }

        if (diagnostics.Count > Limit)
            console.Error.WriteLine($"... and {diagnostics.Count - Limit} more");
    }
}
