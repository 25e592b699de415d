using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Reports.Support;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public class OperatorsCommandTests
{
    [Fact]
    public void Lists_every_operator_with_its_kernels()
    {
        var result = CliResult.Of("operators");

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.All(OperatorMatrix.All, o => Assert.Contains(o.Kind, result.Out, StringComparison.Ordinal));
        Assert.Matches(@"CONV_2D +int8 float32 int16 +int8 int16 +yes", result.Out);
    }

    [Fact]
    public void Writes_the_same_for_programs()
    {
        using var json = JsonDocument.Parse(CliResult.Of("operators", "--json").Out);

        Assert.Equal(OperatorMatrix.All.Select(o => o.Kind), json.RootElement.EnumerateArray()
            .Select(o => o.GetProperty("operator").GetString()));
        var mean = json.RootElement.EnumerateArray().Single(o => o.GetProperty("operator").GetString() == "MEAN");
        Assert.Equal("over height and width", mean.GetProperty("streamsWhen").GetString());
    }
}
