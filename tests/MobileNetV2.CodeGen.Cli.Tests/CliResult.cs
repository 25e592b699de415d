using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Cli.Tests;

/// <summary>What one command line did. A diagnostic that a test does not name makes it fail.</summary>
internal sealed partial record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>Runs a command line, which must give no diagnostics.</summary>
    public static CliResult Of(params string[] args) => Naming([], args);

    /// <summary>Runs a command line, which must give one diagnostic, of this code.</summary>
    public static CliResult Refused(string code, params string[] args) => Naming([code], args);

    /// <summary>Runs a command line, which must give diagnostics of these codes, in this order.</summary>
    public static CliResult Naming(string[] codes, params string[] args)
    {
        var result = Any(args);
        Assert.True(
            Code().Matches(result.Error).Select(m => m.Value).SequenceEqual(codes),
            $"the test names {(codes.Length == 0 ? "no diagnostic" : string.Join(", ", codes))}, the command line gave:\n{result.Error}");
        return result;
    }

    /// <summary>Runs a command line in this process, piped, whatever it says.</summary>
    public static CliResult Any(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CliApplication.Run(args, output, error);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"(?<=: (error|warning) )MNV\d{4}(?=: )")]
    private static partial Regex Code();
}
