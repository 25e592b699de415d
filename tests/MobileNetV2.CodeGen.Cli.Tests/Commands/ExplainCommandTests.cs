using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public class ExplainCommandTests
{
    [Theory]
    [InlineData("MNV7003")]
    [InlineData("mnv7003")]
    [InlineData("7003")]
    public void A_code_is_explained_however_it_is_typed(string code)
    {
        var result = CliResult.Of("explain", code);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.StartsWith("MNV7003 Output folder holds a file that mnv2c did not write\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("\nCure: ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_code_every_code_is_listed()
    {
        var lines = CliResult.Of("explain").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(AllDiagnostics.ByCode.Select(d => d.Code), lines.Skip(1).Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public void An_unknown_code_is_an_error()
    {
        var result = CliResult.Refused("MNV7014", "explain", "MNV7999");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.StartsWith("MNV7999: error MNV7014: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3102", "MNV3002")]
    [InlineData("MNV30002", "MNV3002")]
    [InlineData("MVN7003", "MNV7003")]
    public void The_code_that_was_meant_is_suggested(string typed, string meant) =>
        Assert.Contains($"did you mean {meant}?", CliResult.Refused("MNV7014", "explain", typed).Error, StringComparison.Ordinal);
}
