using System.CommandLine;
using System.CommandLine.Invocation;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli;

/// <summary><c>--version</c>: the library's version, which generated code carries.</summary>
internal sealed class VersionAction(CliConsole console) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        console.Out.WriteLine(ToolInfo.Version);
        return ExitCode.Success;
    }
}
