using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>inspect</c>: what is in a model file.</summary>
internal static class InspectCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonSymbols.Model();
        var json = CommonSymbols.Json();
        var command = new DocumentedCommand("inspect", "Show operators, shapes, quantization, parameters and multiply-accumulates", """
            Example:
              mnv2c inspect person.tflite
            """);
        command.Add(model);
        command.Add(json);
        var camera = new CameraOptions();
        camera.AddTo(command);
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            if (ModelOutlines.Take(run, console, parse.GetRequiredValue(model), parse.GetValue(json), out var loaded)
                && run.Take(camera.Apply(parse, new(loaded, [])), out var file))
            {
                if (parse.GetValue(json))
                    InspectJson.Print(console, file);
                else
                    InspectTable.Print(console, file);
            }

            return run.ExitCode;
        });
        return command;
    }
}
