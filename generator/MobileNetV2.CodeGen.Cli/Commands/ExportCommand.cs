using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>export</c>: any network that can be imported, as a description that people and programs can read and change.</summary>
internal static class ExportCommand
{
    private const string Notes = """
        Two files are written: FILE (JSON, docs/model-description.md) and beside it the weights (.safetensors, which Python reads with one line).
        What is imported from them is the same network: the C is equal but for the digest of the model in its comments.

        Example:
          mnv2c export person.tflite --output person.json
        """;

    public static Command Create(CliConsole console)
    {
        var model = CommonSymbols.Model();
        var output =
            new Option<string>("--output", "-o") { Description = "The description to write, .json", HelpName = "FILE", Required = true };
        var command = new DocumentedCommand("export", "Write a network as a JSON description and a safetensors file", Notes);
        command.Add(model);
        command.Add(output);
        var camera = new CameraOptions();
        camera.AddTo(command);
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            var path = parse.GetRequiredValue(output);
            if (run.Report(DescriptionFiles.Check(path))
                && run.Take(camera.Apply(parse, ModelFile.Load(parse.GetRequiredValue(model))), out var file))
                DescriptionFiles.Write(run, console, file.Graph, path);
            return run.ExitCode;
        });
        return command;
    }
}
