namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>What one command line did.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>Runs a command line in this process, piped.</summary>
    public static CliResult Of(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CliApplication.Run(args, output, error);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
