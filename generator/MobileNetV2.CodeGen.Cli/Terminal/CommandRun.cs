using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Terminal;

/// <summary>Takes values out of outcomes and prints their diagnostics on the way; the exit code follows from what was printed.</summary>
internal sealed class CommandRun(CliConsole console)
{
    private bool _failed;

    public int ExitCode => _failed ? Terminal.ExitCode.Failure : Terminal.ExitCode.Success;

    /// <summary>False, with the diagnostics printed, when there is no value or an error.</summary>
    public bool Take<T>(Outcome<T> outcome, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value)
        where T : class
    {
        Report(outcome.Diagnostics);
        value = outcome.Succeeded ? outcome.Value : null;
        _failed |= value is null;
        return value is not null;
    }

    /// <summary>Prints; false when one of them is an error.</summary>
    public bool Report(ImmutableArray<Diagnostic> diagnostics)
    {
        DiagnosticPrinter.Print(console, diagnostics);
        var hasErrors = diagnostics.Any(d => d.IsError);
        _failed |= hasErrors;
        return !hasErrors;
    }
}
