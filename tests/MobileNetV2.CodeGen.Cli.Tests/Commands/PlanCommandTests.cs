using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Json_keeps_the_contract()
    {
        using var json = Plan(_network.Path, "--schedule", "layers");

        var arena = json.RootElement.GetProperty("arenaBytes").GetInt64();
        Assert.InRange(json.RootElement.GetProperty("lowerBoundBytes").GetInt64(), 1, arena);
        Assert.Equal("layers", json.RootElement.GetProperty("schedule").GetString());
        Assert.True(json.RootElement.GetProperty("weightsBytes").GetInt64() > 0);
        Assert.InRange(json.RootElement.GetProperty("peakStep").GetInt32(), 0, json.RootElement.GetProperty("steps").GetArrayLength() - 1);
        Assert.Equal(
            json.RootElement.GetProperty("macs").GetInt64(),
            json.RootElement.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("macs").GetInt64()));
    }

    [Fact]
    public void What_does_not_fit_is_shown_before_it_is_said()
    {
        var result = CliResult.Refused("MNV3001", "plan", _network.Path, "--target", "cortex-m4", "--ram-budget", "16");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("It does not fit. Without limits it would need:", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"\narena +[0-9,]+ bytes", result.Out);
        Assert.Equal("", CliResult.Refused("MNV3001", "plan", _network.Path, "--target", "cortex-m4", "--ram-budget", "16", "--json").Out);
    }

    [Fact]
    public void What_cannot_be_compiled_is_listed_as_by_inspect()
    {
        var model = Golden.FromCheckout("tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/MNV1007-unsupported-operator/net.tflite");

        Assert.Equal(CliResult.Refused("MNV1007", "inspect", model).Out,
            CliResult.Refused("MNV1007", "plan", model, "--target", "cortex-m4").Out);
    }

    [Fact]
    public void The_table_shows_the_same_figures()
    {
        using var json = Plan(_network.Path);
        var text = CliResult.Of("plan", _network.Path, "--target", "cortex-m4").Out;

        var arena = json.RootElement.GetProperty("arenaBytes").GetInt64().ToString("N0", CultureInfo.InvariantCulture);
        Assert.Contains($"\narena    {arena} bytes", text, StringComparison.Ordinal);
        Assert.Contains("peak\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_comes_beside_the_table_and_only_where_it_can_be_written()
    {
        var page = _network.Folder.File("sub/report.html");

        var result = CliResult.Of("plan", _network.Path, "--target", "cortex-m4", "--html", page);
        Assert.Equal("", result.Error);
        Assert.Contains("arena ", result.Out, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains("MNV7002",
            CliResult.Refused("MNV7002", "plan", _network.Path, "--target", "cortex-m4", "--html", _network.Folder.FullPath).Error,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void MobileNetV2_layer_by_layer_needs_no_more_than_its_largest_layer()
    {
        using var json =
            Plan(SharedData.Require("models", "mobilenet_v2_1.0_224_int8.tflite"), "--schedule", "layers", "--kernels", "portable");

        Assert.InRange(json.RootElement.GetProperty("arenaBytes").GetInt64(), 1, 1_505_280);
    }

    private static JsonDocument Plan(string model, params string[] more) =>
        JsonDocument.Parse(CliResult.Of(["plan", model, "--target", "cortex-m4", "--json", .. more]).Out);
}
