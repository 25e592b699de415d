using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>completions SHELL</c>: prints the script that teaches a shell to complete mnv2c.</summary>
internal static class CompletionsCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    public static Command Create(CliConsole console)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh (PowerShell)" };
        shell.CompletionSources.Clear();
        shell.CompletionSources.Add(Shells);
        var command = new DocumentedCommand("completions", "Print a script that completes commands, options and values in a shell", """
            Examples:
              source <(mnv2c completions bash)                            bash, for this session
              source <(mnv2c completions zsh)                             zsh, for this session
              mnv2c completions pwsh | Out-String | Invoke-Expression     PowerShell, for this session

            For all sessions put the line into ~/.bashrc, ~/.zshrc or the file that $PROFILE names.
            """);
        command.Add(shell);
        command.SetAction(parse =>
        {
            var name = parse.GetRequiredValue(shell);
            if (!Shells.Contains(name))
            {
                DiagnosticPrinter.Print(console, [CommandLineDiagnostics.OutOfRange(
                    "SHELL", $"'{name}' is none of {string.Join(", ", Shells)}"
                        + (Suggestion.Closest(name, Shells) is { } closest ? $"; did you mean '{closest}'?" : ""))]);
                return ExitCode.Failure;
            }

            console.Out.Write(CompletionScript.For(name));
            return ExitCode.Success;
        });
        return command;
    }
}
