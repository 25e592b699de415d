using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class ExplainDifferenceCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Two_programs_are_explained_one_by_one_and_compared()
    {
        var input = _network.Input();
        var tensors = _network.Folder.File("tensors");
        var good = _network.Folder.File("good.bin");
        CliResult.Of("run", _network.Path, "--input", input, "--output", good, "--dump", tensors);
        var spoilt = File.ReadAllBytes(good);
        spoilt[1] ^= 0x40;
        var bad = _network.Folder.Write("bad.bin", spoilt);

        var both = CliResult.Of("explain-difference", good, bad, _network.Path, "--input", input);
        var folder = CliResult.Of("explain-difference", tensors, _network.Path, "--input", input);

        Assert.Equal(ExitCode.Failure, both.ExitCode);
        Assert.Contains("the two differ in 1 of 3 elements, by at most 64", both.Out, StringComparison.Ordinal);
        Assert.Contains("good.bin: all 3 elements equal: reference (TensorFlow Lite Micro, CMSIS-NN)", both.Out, StringComparison.Ordinal);
        Assert.Contains("bad.bin: 1 of 3 elements differ from the reference, by at most 64", both.Out, StringComparison.Ordinal);
        Assert.Contains("not explained: 1 of 1; differences of many steps are no matter of rounding", both.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, folder.ExitCode);
        Assert.Matches("tensors: all [1-9][0-9,]{3,} elements equal: reference", folder.Out);
    }

    [Fact]
    public void Programs_read_the_same_as_json()
    {
        var input = _network.Input();
        var theirs = _network.Folder.File("out.npy");
        CliResult.Of("run", _network.Path, "--input", input, "--output", theirs);

        var result = CliResult.Of("explain-difference", theirs, _network.Path, "--input", input, "--json");

        var file = JsonDocument.Parse(result.Out).RootElement.GetProperty("files")[0];
        Assert.Equal("reference", file.GetProperty("rounding").GetString());
        Assert.Equal(0, file.GetProperty("unexplained").GetInt32());
        Assert.Equal("float32", file.GetProperty("tried")[5].GetProperty("name").GetString());
        Assert.Equal(3, file.GetProperty("tensors")[0].GetProperty("elements").GetInt32());
    }

    [Fact]
    public void A_file_of_the_wrong_size_is_told()
    {
        var input = _network.Input();

        var result = CliResult.Refused(
            "MNV7004", "explain-difference", _network.Folder.Write("theirs.bin", new byte[4]), _network.Path, "--input", input);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
    }
}
