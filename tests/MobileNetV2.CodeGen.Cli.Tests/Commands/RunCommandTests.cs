using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Tests.Inputs;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [SkippableTheory]
    [InlineData("cat_224.png", "286", "Egyptian cat")]
    [InlineData("parrot_224.png", "89", "macaw")]
    public void A_photograph_is_recognised(string image, string index, string label)
    {
        var result = CliResult.Of("run", SharedData.Require("models", "mobilenet_v2_1.0_224_int8.tflite"),
            "--input", SharedData.Require("images", image), "--labels", SharedData.Require("images", "imagenet_labels.txt"), "--top", "2");

        Assert.Equal("", result.Error);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Matches($@"^ *{index}  0\.\d{{4}}  {label}$", lines[1]);
    }

    [SkippableFact]
    public void A_picture_gives_the_same_bytes_as_its_golden_input()
    {
        var model = SharedData.Require("models", "mobilenet_v2_1.0_224_int8.tflite");
        var output = _network.Folder.File("cat.bin");

        CliResult.Of("run", model, "--input", SharedData.Require("images", "cat_224.png"), "--output", output);

        Assert.Equal(File.ReadAllBytes(SharedData.Require("golden", "mobilenet_v2_1.0_224_int8", "cat.out.bin")),
            File.ReadAllBytes(output));
    }

    [Fact]
    public void Raw_and_npy_agree()
    {
        var raw = _network.Input();
        var npy = _network.Folder.Write("input.npy",
            NpyFormatTests.Npy("{'descr': '|i1', 'fortran_order': False, 'shape': (16, 16, 3), }", File.ReadAllBytes(raw)));
        var (fromRaw, fromNpy) = (_network.Folder.File("raw.bin"), _network.Folder.File("npy.npy"));

        Assert.Equal(ExitCode.Success, CliResult.Of("run", _network.Path, "--input", raw, "--output", fromRaw).ExitCode);
        Assert.Equal(ExitCode.Success, CliResult.Of("run", _network.Path, "--input", npy, "--output", fromNpy).ExitCode);

        Assert.Equal(TinyNetwork.OutputBytes, File.ReadAllBytes(fromRaw).Length);
        Assert.Equal(File.ReadAllBytes(fromRaw), File.ReadAllBytes(fromNpy)[^TinyNetwork.OutputBytes..]);
    }

    [Fact]
    public void Real_numbers_are_quantized_by_the_scale_of_the_input()
    {
        var raw = _network.Input();
        CliResult.Of("run", _network.Path, "--input", raw, "--output", _network.Folder.File("raw.bin"), "--dump",
            _network.Folder.File("real"), "--dump-only", "input", "--dump-as", "real");

        var real = _network.Folder.File("real/input.npy");
        CliResult.Of("run", _network.Path, "--input", real, "--output", _network.Folder.File("real.bin"));

        Assert.Contains("'<f4'", File.ReadAllText(real), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_network.Folder.File("raw.bin")), File.ReadAllBytes(_network.Folder.File("real.bin")));
    }

    [Fact]
    public void A_dump_has_every_tensor_and_a_list_of_them()
    {
        var folder = _network.Folder.File("dump");
        CliResult.Of("run", _network.Path, "--input", _network.Input(), "--output", _network.Folder.File("out.npy"), "--dump", folder);
        using var list = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "tensors.json")));

        var files = list.RootElement.EnumerateArray().Select(t => t.GetProperty("file").GetString()!).ToArray();

        Assert.Equal(files.Append("tensors.json").Order(), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order());
        Assert.Equal(File.ReadAllBytes(_network.Folder.File("out.npy")), File.ReadAllBytes(Path.Combine(folder, files[^1])));
        Assert.True(files.Length > 60);
    }

    [Fact]
    public void Json_has_stored_and_real_values()
    {
        using var json = System.Text.Json.JsonDocument.Parse(CliResult.Of("run", _network.Path, "--input", _network.Input(), "--json").Out);
        var output = json.RootElement.GetProperty("outputs")[0];
        var stored = output.GetProperty("stored").EnumerateArray().Select(v => v.GetDouble()).ToArray();

        Assert.Equal(3, stored.Length);
        Assert.Equal(
            stored.Select(v => output.GetProperty("scale").GetDouble() * (v - output.GetProperty("zeroPoint").GetInt32())),
            output.GetProperty("real").EnumerateArray().Select(v => v.GetDouble()));
    }

    [Fact]
    public void Without_an_output_file_a_summary_is_printed()
    {
        var result = CliResult.Of("run", _network.Path, "--input", _network.Input());

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Matches(@"^output '.*' int8 [0-9x]+\n  values [^\n]+\n  smallest .+, largest .+ at index [0-2], mean .+\n$", result.Out);
    }

    [Fact]
    public void Top_works_without_labels()
    {
        var lines = CliResult.Of("run", _network.Path, "--input", _network.Input(), "--top", "9").Out.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(4, lines.Length);
    }

    [Theory]
    [InlineData("MNV7004", "the file has 3 bytes, input '", "wrong.bin")]
    [InlineData("MNV7006", "the file does not begin with NumPy's magic number", "wrong.npy")]
    [InlineData("MNV7008", "", "wrong.png")]
    [InlineData("MNV7010", "the extension '.dat' is none of .bin, .npy, .png, .jpg, .jpeg, .bmp", "wrong.dat")]
    public void An_unusable_input_is_explained(string code, string message, string name)
    {
        var input = _network.Folder.Write(name, "abc");

        var result = CliResult.Refused(code, "run", _network.Path, "--input", input);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.StartsWith($"{input}: error {code}: {message}", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void Arrays_are_not_converted_silently()
    {
        var input = _network.Folder.Write("input.npy",
            NpyFormatTests.Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (16, 16, 3), }", new byte[TinyNetwork.InputBytes]));

        var result = CliResult.Refused("MNV7007", "run", _network.Path, "--input", input);

        Assert.Contains("error MNV7007: the array is uint8 16x16x3, input '", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_files_must_fit()
    {
        var input = _network.Input();

        Assert.Contains("error MNV7005: 2 files for 1 input",
            CliResult.Refused("MNV7005", "run", _network.Path, "-i", input, "-i", input).Error, StringComparison.Ordinal);
        Assert.Contains("error MNV7005: 2 files for 1 output",
            CliResult.Refused("MNV7005", "run", _network.Path, "-i", input, "-o", _network.Folder.File(
                "a.bin"), "-o", _network.Folder.File("b.bin")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_must_match_the_classes()
    {
        var labels = _network.Folder.Write("labels.txt", "background\ncat\ndog\nbird\n");

        var result = CliResult.Refused("MNV7011", "run", _network.Path, "--input", _network.Input(), "--labels", labels);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7011: the file has 4 labels, the output has 3 classes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Top_must_be_positive() =>
        Assert.Contains("--top: error MNV7013: ",
            CliResult.Refused("MNV7013", "run", _network.Path, "--input", _network.Input(), "--top", "0").Error, StringComparison.Ordinal);

    [Fact]
    public void An_output_that_cannot_be_written_is_reported()
    {
        var input = _network.Input();

        var result = CliResult.Refused("MNV7002", "run", _network.Path, "--input", input, "--output", Path.Combine(input, "x.bin"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7002: ", result.Error, StringComparison.Ordinal);
    }
}
