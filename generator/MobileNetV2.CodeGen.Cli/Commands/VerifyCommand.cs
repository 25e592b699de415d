using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliConsole console) => new DocumentedCommand("verify", "Prove the generated C bit by bit", "");
}
