using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Commands;
using MobileNetV2.CodeGen.Cli.Completion;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;

namespace MobileNetV2.CodeGen.Cli;

/// <summary>The command line: parses, lets one command run, maps what happened to an exit code.</summary>
internal static class CliApplication
{
    // A file may be called @x; nobody needs files of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line with plain text output, as tests and pipes see it.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error) => Run(args, new CliConsole(output, error));

    public static int Run(string[] args, CliConsole console)
    {
        using var culture = new InvariantNumbers();
        // 'mnv2c help plan' is what many type first.
        if (args is ["help", .. var asked])
            args = [.. asked, "--help"];
        try
        {
            var verbosity = new VerbosityOptions();
            var parse = BuildRoot(console, verbosity).Parse(args.Length == 0 ? ["--help"] : args, Parsing);
            if (UsageErrors.Exist(parse) && parse.Action is not (ExamplesHelpAction or SuggestAction))
                return UsageErrors.Print(parse, console);

            console.Verbosity = verbosity.Of(parse);
            var configuration = new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            var result = Abandonable.Run(() => parse.InvokeAsync(configuration, console.Cancellation), console);

            // Who types the bare name wants to know what there is; a script that does has lost its arguments.
            return args.Length == 0 ? ExitCode.Failure : result;
        }
        catch (OperationCanceledException) when (console.Cancellation.IsCancellationRequested)
        {
            console.Error.WriteLine("mnv2c: cancelled");
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Files are guarded where they are used; what is left is where the output goes: a full disk, a closed stream.
            console.Error.WriteLine($"mnv2c: error {CommandLineDiagnostics.UnwritableOutput.Code}: cannot write the output: {e.Message}");
            return ExitCode.Failure;
        }
        catch (OutOfMemoryException)
        {
            console.Error.WriteLine($"mnv2c: error {CommandLineDiagnostics.TooLargeToRun.Code}: there is not enough memory for this");
            return ExitCode.Failure;
        }
        // The outermost frame: whatever arrives here is a defect of this program, and the user gets a message instead of a stack trace.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            console.Error.WriteLine($"mnv2c: internal error: {e.GetType().Name}: {e.Message}");
            console.Error.WriteLine(
                "  help: this is a defect of mnv2c; please report it with the command line, the model and the output of 'mnv2c --version'"
                + (console.ShowsInternals ? "" : "; MNV2_DEBUG=1 shows where it happened"));
            if (console.ShowsInternals)
                console.Error.WriteLine(e);
            return ExitCode.Internal;
        }
    }

    private static RootCommand BuildRoot(CliConsole console, VerbosityOptions verbosity)
    {
        var root = new RootCommand(
            "Compiles int8 MobileNetV2-family networks to C that runs on a Cortex-M without an interpreter, and proves it bit by bit.")
        {
            HelpName = "mnv2c",
        };
        root.Add(CompileCommand.Create(console));
        root.Add(InspectCommand.Create(console));
        root.Add(PlanCommand.Create(console));
        root.Add(CompareCommand.Create(console));
        root.Add(RunCommand.Create(console));
        root.Add(QuantizeCommand.Create(console));
        root.Add(EvaluateCommand.Create(console));
        root.Add(ErrorCommand.Create(console));
        root.Add(VerifyCommand.Create(console));
        root.Add(CheckEvidenceCommand.Create(console, Run));
        root.Add(CompareDumpCommand.Create(console));
        root.Add(ExplainDifferenceCommand.Create(console));
        root.Add(BenchCommand.Create(console));
        root.Add(TargetsCommand.Create(console));
        root.Add(OperatorsCommand.Create(console));
        root.Add(HeadsCommand.Create(console));
        root.Add(NewCommand.Create(console));
        root.Add(ExploreCommand.Create(console));
        root.Add(AlignCommand.Create(console));
        root.Add(ExportCommand.Create(console));
        root.Add(ExplainCommand.Create(console));
        root.Add(CompletionsCommand.Create(console));
        verbosity.AddTo(root);
        ExamplesHelpAction.Install(root, console);
        SuggestAction.Install(root, console);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(console);
        return root;
    }
}
