using System.CommandLine;
using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary>A command that tells what the tool knows: no model, only text or <c>--json</c>.</summary>
internal static class ListCommand
{
    public static Command Create(
        CliConsole console, string name, string description, string notes, Action<CliConsole> print, Action<Utf8JsonWriter> writeJson)
    {
        var json = CommonSymbols.Json();
        var command = new DocumentedCommand(name, description, notes);
        command.Add(json);
        command.SetAction(parse =>
        {
            if (parse.GetValue(json))
                JsonPrinter.Print(console, writeJson);
            else
                print(console);
            return ExitCode.Success;
        });
        return command;
    }
}
