using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void The_host_computes_the_same_bits()
    {
        var result = CliResult.Of("verify", _network.Path, "--target", "host", "--random", "2");

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.EndsWith("\nbit-exact\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_keeps_the_contract_and_counts_ones_own_case()
    {
        using var json = JsonDocument.Parse(
            CliResult.Of("verify", _network.Path, "--target", "host", "--input", _network.Input(), "--random", "1", "--json").Out);

        Assert.True(json.RootElement.GetProperty("bitExact").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("casesRun").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("firstDifference").ValueKind);
    }

    [Fact]
    public void What_another_program_computed_is_compared_step_by_step()
    {
        var (input, dump, output) = (_network.Input(), _network.Folder.File("theirs"), _network.Folder.File("out.npy"));
        CliResult.Of("run", _network.Path, "--input", input, "--output", output, "--dump", dump, "--dump-as", "real");

        var equal =
            CliResult.Of("verify", _network.Path, "--target", "host", "--input", input, "--expect", output, "--expect-tensors", dump);
        var bytes = File.ReadAllBytes(output);
        bytes[^1]++;
        File.WriteAllBytes(output, bytes);
        var different = CliResult.Of("verify", _network.Path, "--target", "host", "--input", input, "--expect", output);

        Assert.Equal(ExitCode.Success, equal.ExitCode);
        Assert.Matches(@"bit-exact
expected (\d+) tensors of another program, \1 equal\n$", equal.Out);
        Assert.Equal(ExitCode.Failure, different.ExitCode);
        Assert.Matches(
            @"expected 1 tensor of another program, 0 equal\nDIFFERENT: SOFTMAX, tensor '.*', element 2: here -?\d+, there -?\d+",
            different.Out);
        Assert.Contains("1 of 3 elements differ, by at most 1; docs/", different.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_expected_needs_the_input_that_it_came_from() =>
        Assert.Contains("there is no --input",
            CliResult.Refused("MNV7013", "verify", _network.Path, "--target", "host", "--expect", "x.bin").Error, StringComparison.Ordinal);

    [Fact]
    public void Nothing_to_compare_is_an_error() =>
        Assert.StartsWith("--random: error MNV7013: ",
            CliResult.Refused("MNV7013", "verify", _network.Path, "--target", "host", "--random", "0").Error, StringComparison.Ordinal);

    [Fact]
    public void An_input_of_the_wrong_size_is_an_error()
    {
        var result =
            CliResult.Refused("MNV7004", "verify", _network.Path, "--target", "host", "--input", _network.Folder.Write("short.bin", "abc"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("error MNV7004: ", result.Error, StringComparison.Ordinal);
    }
}
