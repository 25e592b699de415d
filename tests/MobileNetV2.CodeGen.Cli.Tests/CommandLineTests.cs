namespace MobileNetV2.CodeGen.Cli.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("mnv2c: error: unknown command 'compil'; did you mean 'compile'?", "compil")]
    [InlineData("mnv2c compile: error: unknown option '--taget'; did you mean '--target'?", "compile", "m.tflite", "--taget", "host", "-o", "x")]
    [InlineData("mnv2c compile: error: unknown option '--taget'; did you mean '--target'?", "compile", "--taget", "host")]
    [InlineData("mnv2c compile: error: --kernels: 'cmsis' is none of auto, cmsis-nn, portable; did you mean 'cmsis-nn'?",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--kernels", "cmsis")]
    [InlineData("mnv2c compile: error: --ram-budget: '12Q' is no number of bytes; give for example 262144, 256K or 1M",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--ram-budget", "12Q")]
    [InlineData("mnv2c compile: error: --ram-budget: '4096M' is no number of bytes; give for example 262144, 256K or 1M",
        "compile", "m.tflite", "--target", "host", "-o", "x", "--ram-budget", "4096M")]
    [InlineData("mnv2c run: error: Option '--input' is required", "run", "m.tflite")]
    [InlineData("mnv2c inspect: error: unknown argument 'b.tflite'", "inspect", "a.tflite", "b.tflite")]
    public void A_wrong_command_line_is_explained(string message, params string[] args)
    {
        var result = CliResult.Of(args);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Equal(message, result.Error.Split('\n')[0]);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_at_all_is_a_usage_error() => Assert.Equal(ExitCode.Failure, CliResult.Of().ExitCode);

    [Theory]
    [InlineData("compile")]
    [InlineData("inspect")]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("verify")]
    [InlineData("bench")]
    [InlineData("targets")]
    [InlineData("explain")]
    [InlineData("completions")]
    [InlineData("new")]
    [InlineData("new", "mobilenet_v2")]
    public void Every_command_has_help_with_its_usage_and_an_example(params string[] command)
    {
        var result = CliResult.Of([.. command, "--help"]);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains($"mnv2c {string.Join(' ', command)}", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"Examples?:", result.Out);
        Assert.Contains($"\n  {(command is ["completions"] ? "source <(" : "")}mnv2c {string.Join(' ', command)}", result.Out, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void The_root_help_ends_with_examples() =>
        Assert.Contains("mnv2c verify person.tflite --target cortex-m7", CliResult.Of("--help").Out, StringComparison.Ordinal);

    [Fact]
    public void The_version_is_that_of_the_library() => Assert.Equal(ToolInfo.Version, CliResult.Of("--version").Out.Trim());
}
