using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public class InspectCommandTests
{
    [SkippableFact]
    public void MobileNetV2_has_the_published_figures()
    {
        var model = SharedData.Require("models", "mobilenet_v2_1.0_224_int8.tflite");

        using var json = JsonDocument.Parse(CliResult.Of("inspect", model, "--json").Out);

        Assert.Equal(68, json.RootElement.GetProperty("operators").GetArrayLength());
        Assert.Equal(300_775_552, json.RootElement.GetProperty("macs").GetInt64());
    }

    [SkippableFact]
    public void The_table_has_a_line_for_each_operator_and_the_totals()
    {
        var model = SharedData.Require("models", "person_detect.tflite");

        var result = CliResult.Of("inspect", model);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("input    'input' int8 1x96x96x1, scale and zero point", result.Out, StringComparison.Ordinal);
        Assert.Contains(" 0  DEPTHWISE_CONV_2D  1x96x96x1", result.Out, StringComparison.Ordinal);
        Assert.Contains("operators 31, ", result.Out, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("ad01_int8.tflite", "1")]
    [InlineData("mobilenet_v2_0.35_128_float.onnx", "1")]
    [InlineData("person_detect.tflite", null)]
    public void A_batch_that_the_file_leaves_open_is_said(string file, string? batch)
    {
        var result = CliResult.Of("inspect", SharedData.Require("models", file));

        var note = result.Out.Split('\n').SingleOrDefault(l => l.StartsWith("note ", StringComparison.Ordinal));
        Assert.Equal(batch is null ? null : $"note     the file leaves the size of the batch open; here it is {batch}", note);
    }

    [Fact]
    public void What_cannot_be_compiled_is_listed_with_marks_at_the_reasons()
    {
        var model = Golden.FromCheckout("tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/MNV1007-unsupported-operator/net.tflite");

        var table = CliResult.Refused("MNV1007", "inspect", model);
        using var json = JsonDocument.Parse(CliResult.Refused("MNV1007", "inspect", model, "--json").Out);

        Assert.Equal(ExitCode.Failure, table.ExitCode);
        Assert.Contains("model    net, which cannot be compiled as it is", table.Out, StringComparison.Ordinal);
        Assert.Matches("x  0  LSTM +1x4 +1x4 +int8  not supported", table.Out);
        Assert.Contains("operators 1, of which 1 marked x cannot be compiled", table.Out, StringComparison.Ordinal);
        Assert.Equal("not supported", json.RootElement.GetProperty("operators")[0].GetProperty("problem").GetString());
    }

    [Fact]
    public void A_missing_file_suggests_its_neighbour()
    {
        using var temporary = new TemporaryFolder();
        temporary.Write("person.tflite", "");

        var result = CliResult.Refused("MNV7001", "inspect", temporary.File("persn.tflite"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7001: the file does not exist", result.Error, StringComparison.Ordinal);
        Assert.Contains($"did you mean '{temporary.File("person.tflite")}'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_model()
    {
        using var temporary = new TemporaryFolder();

        Assert.Contains("this is a folder, not a file", CliResult.Refused("MNV7001", "inspect", temporary.FullPath).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_is_a_diagnostic()
    {
        using var temporary = new TemporaryFolder();

        var result = CliResult.Refused("MNV1002", "inspect", temporary.Write("notes.tflite", "hello, I am not a network"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV1002: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("\n  help: ", result.Error, StringComparison.Ordinal);
    }
}
