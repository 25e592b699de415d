using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>new</c>: makes a model description.</summary>
internal static class NewCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new DocumentedCommand("new", "Make a model description", """
            Example:
              mnv2c new mobilenet_v2 --width 0.35 --resolution 96 --classes 2 --output person.json
            """);
        command.Add(NewMobileNetV2Command.Create(console));
        return command;
    }
}
