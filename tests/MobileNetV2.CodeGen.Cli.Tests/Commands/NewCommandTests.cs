using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_new_network_can_be_inspected_with_the_asked_for_border()
    {
        var path = _temporary.File("tiny.json");

        var made = CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "32", "--classes", "5", "--channels",
            "1", "--output", path);
        using var json = JsonDocument.Parse(CliResult.Of("inspect", path, "--json").Out);

        Assert.Equal(ExitCode.Success, made.ExitCode);
        Assert.Equal([path, _temporary.File("tiny.safetensors")], Directory.GetFiles(_temporary.FullPath).Order(StringComparer.Ordinal));
        Assert.Equal("tiny", json.RootElement.GetProperty("model").GetString());
        Assert.Equal([1, 32, 32, 1], Shape(json.RootElement.GetProperty("inputs")[0]));
        Assert.Equal(5, Shape(json.RootElement.GetProperty("outputs")[0])[^1]);
    }

    [Fact]
    public void The_seed_decides_the_bytes()
    {
        string Weights(string name, string seed)
        {
            CliResult.Of("new", "mobilenet_v2", "--width", "0.1", "--resolution", "16", "--classes", "2", "--seed", seed, "-o",
                _temporary.File(name + ".json"));
            return Convert.ToHexString(
                System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_temporary.File(name + ".safetensors"))));
        }

        Assert.Equal(Weights("a", "1"), Weights("b", "1"));
        Assert.NotEqual(Weights("a", "1"), Weights("c", "2"));
    }

    [Theory]
    [InlineData("--width", "9", "0.1")]
    [InlineData("--channels", "2", "3")]
    [InlineData("--classes", "0", "1")]
    public void Options_out_of_range_are_diagnostics(string option, string value, string allowed)
    {
        var result = CliResult.Refused("MNV1150", "new", "mobilenet_v2", option, value, "--output", _temporary.File("x.json"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Matches("error MNV[0-9]{4}: ", result.Error);
        Assert.Contains(allowed, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temporary.FullPath));
    }

    [Fact]
    public void The_output_must_be_json()
    {
        var result = CliResult.Refused("MNV7010", "new", "mobilenet_v2", "--output", _temporary.File("x.tflite"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7010: the extension '.tflite' is none of .json", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_reported()
    {
        _temporary.Write("file", "x");

        var result = CliResult.Refused(
            "MNV7002", "new", "mobilenet_v2", "--width", "0.1", "--resolution", "8", "--classes", "2", "-o",
            _temporary.File("file/x.json"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7002", result.Error, StringComparison.Ordinal);
    }

    private static int[] Shape(JsonElement tensor) => [.. tensor.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
}
