using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Create(CliConsole console) => new DocumentedCommand("bench", "Count instructions on an emulated core", "");
}
