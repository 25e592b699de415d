using System.Text.Json;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public sealed class BenchCommandTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Json_keeps_the_contract()
    {
        var result = CliResult.Of("bench", _network.Path, "--target", "cortex-m4", "--json");
        using var json = JsonDocument.Parse(result.Out);

        Assert.Equal(ExitCode.Success, result.ExitCode);
        var instructions = json.RootElement.GetProperty("instructions").GetInt64();
        var macs = json.RootElement.GetProperty("macs").GetInt64();
        Assert.InRange(json.RootElement.GetProperty("steps").EnumerateArray()
            .Sum(s => s.GetProperty("instructions").GetInt64()), 1, instructions);
        Assert.Equal((double)instructions / macs, json.RootElement.GetProperty("instructionsPerMac").GetDouble(), 0.001);
        Assert.True(json.RootElement.GetProperty("codeBytes").GetInt64() > 0);
        Assert.True(json.RootElement.GetProperty("stackBytes").GetInt64() > 0);
    }

    [SkippableFact]
    public void Cycles_are_modelled_for_every_step()
    {
        var result = CliResult.Of("bench", _network.Path, "--target", "stm32l4r5", "--wait-states", "5", "--json");
        using var json = JsonDocument.Parse(result.Out);
        var root = json.RootElement;
        Skip.If(root.GetProperty("cycles").ValueKind == JsonValueKind.Null, root.GetProperty("cyclesMissing").GetString());

        var cycles = root.GetProperty("cycles").GetProperty("cycles").GetInt64();
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.InRange(cycles, root.GetProperty("instructions").GetInt64(), 2 * root.GetProperty("instructions").GetInt64());
        var steps = root.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("cycles").GetInt64()).ToList();
        Assert.InRange(steps.Sum(), cycles - steps.Count, cycles + steps.Count);
        Assert.InRange(root.GetProperty("cycles").GetProperty("waitCycles").GetInt64(), cycles / 10, 5 * cycles);
        Assert.Equal(1000.0 * cycles / 120e6, root.GetProperty("timing").GetProperty("milliseconds").GetDouble(), 2);
    }

    [Fact]
    public void Wait_states_are_limited()
    {
        var result = CliResult.Refused("MNV7013", "bench", _network.Path, "--target", "cortex-m4", "--wait-states", "-1");

        Assert.Equal("", result.Out);
    }

    [Fact]
    public void Several_targets_give_a_line_each()
    {
        var lines =
            CliResult.Of("bench", _network.Path, "--target", "cortex-m3", "--target", "cortex-m55", "--kernels", "cmsis-nn").Out.Split(
                '\n');

        var first = Array.FindIndex(lines, l => l.StartsWith("cortex-m3 ", StringComparison.Ordinal));
        var second = Array.FindIndex(lines, l => l.StartsWith("cortex-m55 ", StringComparison.Ordinal));
        var note = Array.FindIndex(lines, l => l.StartsWith("stand-ins are plain C", StringComparison.Ordinal));
        Assert.InRange(second, first + 1, first + 2);
        Assert.InRange(note, second + 2, second + 3);
        Assert.Contains("cmsis-nn", lines[second], StringComparison.Ordinal);
        Assert.Equal("", lines[note - 1]);
    }

    [Fact]
    public void The_host_has_no_instruction_counter()
    {
        var result = CliResult.Refused("MNV6013", "bench", _network.Path, "--target", "host");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Matches("^host: error MNV6[0-9]{3}: ", result.Error);
    }
}
