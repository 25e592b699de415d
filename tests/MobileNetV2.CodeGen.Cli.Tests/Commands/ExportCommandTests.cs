using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("person_detect")]
    [InlineData("kws_ref_model")]
    [InlineData("fomo_mobilenet_v2_035")]
    public void The_export_of_a_network_compiles_to_the_same_C(string name)
    {
        var model = SharedData.Require("models", name + ".tflite");
        Assert.Equal(ExitCode.Success, CliResult.Of("export", model, "--output", _folder.File("x.json")).ExitCode);

        CliResult.Of("compile", model, "--target", "cortex-m4", "--name", "net", "--output", _folder.File("from-file"));
        CliResult.Of("compile", _folder.File("x.json"), "--target", "cortex-m4", "--name", "net", "--output", _folder.File("from-export"));

        var files = Directory.GetFiles(_folder.File("from-file")).Where(f => Path.GetExtension(f) is ".c" or ".h")
            .Select(f => Path.GetFileName(f)!).ToArray();
        Assert.Contains("net.c", files);
        Assert.All(files, f =>
            Assert.Equal(WithoutDigest(_folder.File($"from-file/{f}")), WithoutDigest(_folder.File($"from-export/{f}"))));
    }

    [Fact]
    public void An_export_of_an_export_is_equal()
    {
        using var network = new TinyNetwork();

        CliResult.Of("export", network.Path, "--output", _folder.File("tiny.json"));

        Assert.Equal(File.ReadAllBytes(network.Path), File.ReadAllBytes(_folder.File("tiny.json")));
        Assert.Equal(File.ReadAllBytes(Path.ChangeExtension(network.Path, ".safetensors")),
            File.ReadAllBytes(_folder.File("tiny.safetensors")));
    }

    [Fact]
    public void Only_a_description_is_written() =>
        Assert.Contains("the extension '.tflite' is none of .json",
            CliResult.Refused("MNV7010", "export", "x.json", "--output", _folder.File("y.tflite")).Error, StringComparison.Ordinal);

    private static string WithoutDigest(string path) =>
        System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(path), "[0-9a-f]{64}|Options:.*", "");
}
