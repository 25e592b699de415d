using System.Text.Json;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Cli.Tests.Commands;

public class TargetsCommandTests
{
    [Fact]
    public void Every_built_in_target_has_a_line()
    {
        var lines = CliResult.Of("targets").Out.Split("\n\n")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(TargetCatalog.All.Select(t => t.Name), lines.Skip(1).Where(l => l[0] != ' ').Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public void The_region_of_the_arena_is_apart_from_other_memory()
    {
        var line = CliResult.Of("targets").Out.Split('\n').Single(l => l.StartsWith("nrf52840 ", StringComparison.Ordinal));

        Assert.Matches("  ram8 192K +flash 1M, ram0_to_ram7 64K  ", line);
    }

    [Fact]
    public void Json_lists_the_same()
    {
        using var json = JsonDocument.Parse(CliResult.Of("targets", "--json").Out);

        Assert.Equal(TargetCatalog.All.Select(t => t.Name), json.RootElement.EnumerateArray()
            .Select(t => t.GetProperty("name").GetString()));
    }
}
