using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>explain CODE</c>: what a diagnostic means and what usually helps.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliConsole console)
    {
        var code = new Argument<string?>("CODE")
        {
            Description = "For example MNV3001, or 3001; without a code all are listed",
            HelpName = "CODE",
            Arity = ArgumentArity.ZeroOrOne
        };
        code.CompletionSources.Add(_ => AllDiagnostics.ByCode.Select(d => new CompletionItem(d.Code)));
        var command = new DocumentedCommand("explain", "Explain a diagnostic code", """
            Examples:
              mnv2c explain MNV3002
              mnv2c explain 3002
              mnv2c explain
            """);
        command.Add(code);
        command.SetAction(parse => Run(parse.GetValue(code), console));
        return command;
    }

    private static int Run(string? code, CliConsole console)
    {
        if (string.IsNullOrEmpty(code))
        {
            TablePrinter.Print(console, new TextTable(
                [TableColumn.Left("code"), TableColumn.Left("severity"), TableColumn.Left("title")],
                [.. AllDiagnostics.ByCode.Select(d =>
                    ImmutableArray.Create(d.Code, d.Severity == Severity.Error ? "error" : "warning", d.Title))]));
            return ExitCode.Success;
        }

        if (AllDiagnostics.ByCode.FirstOrDefault(d =>
            string.Equals(d.Code, Full(code), StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            DiagnosticPrinter.Print(console, [CommandLineDiagnostics.CodeUnknown(code, Closest(Full(code)))]);
            return ExitCode.Failure;
        }

        console.Out.WriteLine($"{found.Code} {found.Title}");
        console.Out.WriteLine();
        console.Out.WriteLine(found.Cause);
        console.Out.WriteLine();
        console.Out.WriteLine($"Cure: {found.Cure}");
        return ExitCode.Success;
    }

    // The first digit says what it is about; a code of the same kind is likelier than one of another.
    private static string? Closest(string code) =>
        Suggestion.Closest(code, AllDiagnostics.ByCode.Select(d => d.Code).OrderBy(c => code.Length > 3 && c[3] == code[3] ? 0 : 1));

    // People type what they remember: 3001.
    private static string Full(string code) => char.IsAsciiDigit(code[0]) ? "MNV" + code : code;
}
