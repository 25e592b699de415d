using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public class ErrorCommandTests
{
    private static readonly string Case = Golden.FromCheckout("tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases/MNV7041-gate");

    private static readonly string[] Compared =
        ["error", $"{Case}/int8.json", "--against", $"{Case}/net.json", "--samples", $"{Case}/samples.bin"];

    [Fact]
    public void Layers_gains_and_steps_are_told_to_people_and_to_programs()
    {
        var told = CliResult.Any([.. Compared, "--steps"]);
        var json = CliResult.Any([.. Compared, "--steps", "--json"]);

        Assert.Contains("SQNR dB", told.Out, StringComparison.Ordinal);
        Assert.Contains("quantized anew with", told.Out, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Out);
        Assert.Equal(5, document.RootElement.GetProperty("steps").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, document.RootElement.GetProperty("int16").ValueKind);
    }

    [Fact]
    public void A_page_shows_ram_cost_and_error_of_every_step()
    {
        using var folder = new TemporaryFolder();
        var page = folder.File("report.html");

        var result = CliResult.Of([.. Compared, "--target", "cortex-m4", "--html", page]);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains($"wrote    {page}", result.Out, StringComparison.Ordinal);
        var text = File.ReadAllText(page);
        Assert.Contains("\"sqnrDb\":", text, StringComparison.Ordinal);
        Assert.Contains("\"outputSqnrDb\":", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_needs_a_target() => CliResult.Refused("MNV7013", [.. Compared, "--html", "report.html"]);
}
