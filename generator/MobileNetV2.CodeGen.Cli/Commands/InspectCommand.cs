using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Import;

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
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            var path = parse.GetRequiredValue(model);
            var loaded = ModelFile.Load(path);
            // The messages come below the operators that they speak of.
            if (loaded.Value is null && Outline(path, loaded.Diagnostics) is { } outline)
            {
                if (parse.GetValue(json))
                    OutlineReport.PrintJson(console, outline);
                else
                    OutlineReport.PrintTable(console, outline);
            }

            if (run.Take(loaded, out var file))
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

    // A pipe gives its bytes once; it has no length.
    private static ModelOutline? Outline(string path, ImmutableArray<Diagnostic> diagnostics) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } && FileReading.ReadAll(path).Value is { } bytes
            ? ModelImporter.Outline(bytes, path, diagnostics)
            : null;
}
