using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("mnv2c: error MNV7016: unknown command 'compil'; did you mean 'compile'?", "compil")]
    [InlineData("mnv2c compile: error MNV7016: unknown option '--taget'; did you mean '--target'?", "compile", "m.tflite",
        "--taget", "host", "-o", "x")]
    [InlineData("mnv2c compile: error MNV7016: unknown option '--taget'; did you mean '--target'?", "compile", "--taget", "host")]
    [InlineData("mnv2c compile: error MNV7016: --kernels: 'cmsis' is none of auto, cmsis-nn, portable; did you mean 'cmsis-nn'?",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--kernels", "cmsis")]
    [InlineData("mnv2c compile: error MNV7016: --ram-budget: '12Q' is no number of bytes; give for example 262144, 256K or 1M",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--ram-budget", "12Q")]
    [InlineData("mnv2c compile: error MNV7016: --ram-budget: '4096M' is no number of bytes; give for example 262144, 256K or 1M",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--ram-budget", "4096M")]
    [InlineData("mnv2c run: error MNV7016: Option '--input' is required", "run", "m.tflite")]
    [InlineData("mnv2c inspect: error MNV7016: unknown argument 'b.tflite'", "inspect", "a.tflite", "b.tflite")]
    [InlineData("mnv2c compile: error MNV7016: --output: the value is empty", "compile", "m.tflite", "--target", "host", "--output", "")]
    [InlineData("mnv2c inspect: error MNV7016: MODEL: the value is empty", "inspect", "")]
    [InlineData("mnv2c run: error MNV7016: --top: '9999999999' is no whole number up to 2,147,483,647", "run", "m.tflite", "--input",
        "x.bin", "--top", "9999999999")]
    [InlineData("mnv2c new mobilenet_v2: error MNV7016: --width: 'wide' is no number", "new", "mobilenet_v2", "--width",
        "wide", "-o", "m.json")]
    [InlineData("mnv2c: error MNV7016: unknown command '@compile'; did you mean 'compile'?", "@compile")]
    public void A_wrong_command_line_is_explained(string message, params string[] args)
    {
        var result = CliResult.Refused("MNV7016", args);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Equal(message, result.Error.Split('\n')[0]);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_at_all_fails_with_the_help()
    {
        Assert.Equal(ExitCode.Failure, CliResult.Of().ExitCode);
        Assert.Equal(CliResult.Of("--help").Out, CliResult.Of().Out);
    }

    [Fact]
    public void Every_command_has_help_with_its_usage_and_an_example()
    {
        string[] commands = [.. CliResult.Of("[suggest]", "").Out.TrimEnd('\n').Split('\n'), "new mobilenet_v2"];
        Assert.Contains("compile", commands);
        Assert.All(commands, command =>
        {
            var result = CliResult.Of([.. command.Split(' '), "--help"]);

            Assert.Equal((ExitCode.Success, ""), (result.ExitCode, result.Error));
            Assert.Contains($"mnv2c {command}", result.Out, StringComparison.Ordinal);
            Assert.Matches($@"Examples?:\r?\n(  .*\r?\n)*  (source <\()?mnv2c {command}", result.Out);
            Assert.DoesNotContain(" { ", result.Out, StringComparison.Ordinal); // a default that is a type of ours, as C# prints it
        });
    }

    [Fact]
    public void Output_that_cannot_be_written_is_no_defect()
    {
        using var output = new FullDisk();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Failure, CliApplication.Run(["targets"], output, error));
        Assert.Equal("mnv2c: error MNV7002: cannot write the output: No space left on device", error.ToString().TrimEnd());
    }

    [Fact]
    public void Help_names_an_argument_and_not_all_its_values()
    {
        Assert.Matches(@"(?m)^  explain <CODE> ", CliResult.Of("--help").Out);
        Assert.DoesNotContain("MNV1002", CliResult.Of("--help").Out + CliResult.Of("explain", "--help").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_is_closed_is_no_defect()
    {
        using var output = new FullDisk { Problem = new UnauthorizedAccessException("Access to the path is denied.") };
        using var error = new StringWriter();

        Assert.Equal(ExitCode.Failure, CliApplication.Run(["targets"], output, error));
        Assert.StartsWith("mnv2c: error MNV7002: cannot write the output: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_a_word_too() =>
        Assert.Equal(CliResult.Of("new", "mobilenet_v2", "--help"), CliResult.Of("help", "new", "mobilenet_v2"));

    [Fact]
    public void The_root_help_ends_with_examples() =>
        Assert.Contains("mnv2c verify person.tflite --target cortex-m7", CliResult.Of("--help").Out, StringComparison.Ordinal);

    [Fact]
    public void The_version_is_that_of_the_library() => Assert.Equal(ToolInfo.Version, CliResult.Of("--version").Out.Trim());

    private sealed class FullDisk : StringWriter
    {
        public Exception Problem { get; init; } = new IOException("No space left on device");

        public override void WriteLine(string? value) => throw Problem;
    }
}
