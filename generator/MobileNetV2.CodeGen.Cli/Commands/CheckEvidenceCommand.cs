using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MobileNetV2.CodeGen.Cli.Evidence;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>check-evidence</c>: runs again what a folder of <c>verify --evidence</c> says, and compares every digest.</summary>
internal static class CheckEvidenceCommand
{
    private const int MostShown = 10;

    private const string Notes = """
        The model, the inputs and the target of the folder are verified again here, and all that was found is compared with evidence.json: digests of the generated
        files and of each tensor, the memory plan, the verdict. Exit code 0 only when everything is equal; another version of a compiler or of the emulator is
        said and no difference. It runs what 'verify' runs, see docs/security.md.

        Example:
          mnv2c check-evidence evidence
        """;

    /// <param name="runCommandLine">Runs mnv2c with these arguments.</param>
    public static Command Create(CliConsole console, Func<string[], CliConsole, int> runCommandLine)
    {
        var folder = new Argument<string>("DIR") { Description = "A folder that 'verify --evidence' wrote" };
        var command = new DocumentedCommand("check-evidence", "Run a verification of somebody else again and compare every digest", Notes);
        command.Add(folder);
        command.SetAction(parse => Run(parse.GetRequiredValue(folder), console, runCommandLine));
        return command;
    }

    private static int Run(string folder, CliConsole console, Func<string[], CliConsole, int> runCommandLine)
    {
        using var orderly = console.EndsInOrder();
        var run = new CommandRun(console);
        var path = Path.Combine(folder, EvidenceFolder.DocumentName);
        if (!run.Take(FileReading.ReadAll(path), out var bytes))
            return run.ExitCode;
        var recorded = Parse(bytes);
        var (arguments, problem) = EvidenceCheck.ArgumentsOf(recorded, folder);
        if (problem.Length > 0)
        {
            run.Report([CommandLineDiagnostics.NotEvidence(path, problem)]);
            return run.ExitCode;
        }

        var temporary = Directory.CreateTempSubdirectory("mnv2c-evidence-").FullName;
        try
        {
            var exit = runCommandLine([.. arguments, "--evidence", temporary], new CliConsole(TextWriter.Null, console.Error));
            var now = FileReading.ReadAll(Path.Combine(temporary, EvidenceFolder.DocumentName));
            if (exit != ExitCode.Success || now.Value is null)
            {
                console.Out.WriteLine("the verification does not succeed here");
                return ExitCode.Failure;
            }

            var (there, here) = (recorded!.AsObject(), Parse(now.Value)!.AsObject());
            var (toolchain, ours) = (Taken(there), Taken(here));
            foreach (var difference in EvidenceCheck.Differences(toolchain, ours, EvidenceFolder.ToolchainName).Take(MostShown))
                console.Out.WriteLine($"another toolchain: {difference}");
            var differences = EvidenceCheck.Differences(there, here).Take(MostShown + 1).ToArray();
            foreach (var difference in differences.Take(MostShown))
                console.Out.WriteLine($"DIFFERENT: {difference}");
            if (differences.Length > MostShown)
                console.Out.WriteLine("           and more");
            if (differences.Length == 0)
                console.Out.WriteLine("evidence holds: the same files, plan, tensors and verdict");
            return differences.Length == 0 ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static JsonNode? Taken(JsonObject document)
    {
        document.Remove(EvidenceFolder.ToolchainName, out var toolchain);
        return toolchain;
    }

    private static JsonNode? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
