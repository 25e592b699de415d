using System.Text;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Targets;

public class TargetCatalogTests
{
    [Fact]
    public void Every_core_and_a_dozen_real_boards_are_built_in()
    {
        Assert.Equal(Enum.GetValues<Core>(), TargetCatalog.All.Where(t => t.Inherits is null).Select(t => t.Core));
        var boards = TargetCatalog.All.Where(t => t.Inherits is not null && t.Emulator is null).ToList();
        Assert.True(boards.Count >= 12, $"{boards.Count} boards");
        Assert.All(boards, b => Assert.Contains(b.Regions, r => r.Holds == RegionUse.Arena));
        Assert.All(boards, b => Assert.Contains(b.Regions, r => r.Holds == RegionUse.Flash));
        Assert.All(boards, b => Assert.InRange(b.ClockHz ?? 0, 10_000_000, 2_000_000_000));
        Assert.All(boards, b =>
            Assert.Contains($"{b.ClockHz / 1_000_000} MHz", string.Join(' ', b.Sources.Select(s => s.Section)), StringComparison.Ordinal));
        Assert.All(TargetCatalog.All.Where(t => t.Core != Core.Host), t => Assert.NotNull(t.CyclesPerInstruction));
        Assert.All(TargetCatalog.All, t => Assert.NotEmpty(t.Sources));
    }

    [Fact]
    public void The_file_of_a_target_is_called_like_the_target()
    {
        var files =
            typeof(TargetCatalog).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("targets/", StringComparison.Ordinal));
        Assert.Equal(
            files.Select(Path.GetFileNameWithoutExtension).Where(n => n != "schema").Order(StringComparer.Ordinal),
            TargetCatalog.All.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("cortex-m0plus", "mps2-an385")]
    [InlineData("cortex-m3", "mps2-an385")]
    [InlineData("cortex-m4", "mps2-an386")]
    [InlineData("cortex-m7", "mps2-an500")]
    [InlineData("cortex-m33", "mps2-an505")]
    [InlineData("cortex-m55", "mps3-an547")]
    [InlineData("stm32h743", "mps2-an500")]
    [InlineData("mps2-an386", "mps2-an386")]
    public void A_core_and_its_boards_run_on_the_emulated_machine_of_the_core(string name, string machine)
    {
        var target = TargetCatalog.Find(name).Sound();
        Assert.Equal(machine, TargetCatalog.EmulatorOf(target)?.Emulator?.Machine);
    }

    [Fact]
    public void A_misspelt_target_is_guessed()
    {
        var outcome = TargetCatalog.Find("stm32h734");
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal("MNV4001", diagnostic.Code);
        Assert.Contains("did you mean 'stm32h743'?", diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_file_of_the_user_inherits_its_core()
    {
        var board = Load("""
            {
              "name": "myboard", "title": "Mine", "inherits": "cortex-m4",
              "regions": [{ "name": "ram", "originAddress": "0x20000000", "sizeBytes": 65536, "holds": "arena" }],
              "sources": [{ "document": "Schematic", "section": "1" }]
            }
            """).Sound();
        Assert.Equal(Core.CortexM4, board.Core);
        Assert.True(board.HasDsp);
        Assert.Equal("mps2-an386", board.QemuMachine);
        Assert.Equal(new MemoryRegion("ram", 0x20000000, 65536, RegionUse.Arena), Assert.Single(board.Regions));
    }

    [Theory]
    [InlineData("", "MNV4002", "board.json:1:1")]
    [InlineData("{\n  \"name\": }", "MNV4002", "board.json:2:11")]
    [InlineData("[]", "MNV4003", "board.json:1:1")]
    [InlineData("{ \"name\": \"x\", \"title\": \"X\", \"sources\": [{ \"document\": \"d\", \"section\": \"s\" }] }",
        "MNV4003", "board.json:1:1")]
    [InlineData("{ \"name\": \"x\", \"title\": \"X\", \"inherits\": \"cortex-m9\",\n \"sources\": [{ \"document\": \"d\", \"section\": "
        + "\"s\" }] }", "MNV4003", "board.json:1:42")]
    [InlineData("{ \"name\": \"x\", \"title\": \"X\", \"inherits\": \"cortex-m4\", \"ram\": 3,\n \"sources\": [{ \"document\": \"d\", "
        + "\"section\": \"s\" }] }", "MNV4003", "board.json:1:1")]
    [InlineData("{ \"name\": \"x\", \"title\": \"X\", \"inherits\": \"cortex-m4\", \"emulatedBy\": \"spike\",\n \"sources\": [{ "
        + "\"document\": \"d\", \"section\": \"s\" }] }", "MNV4005", "board.json")]
    public void A_bad_board_file_is_named_with_line_and_column(string json, string code, string location)
    {
        Assert.Equal(location, Load(json).Refused(code)[0].Location);
    }

    [Theory]
    [InlineData("0x20000000", 4096, "data", "overlaps 'ram'")]
    [InlineData("0xFFFFF000", 8192, "data", "past the last address")]
    [InlineData("0x30000000", 4096, "arena", "both hold the arena")]
    public void Regions_that_contradict_each_other_are_refused(string origin, int size, string holds, string message)
    {
        var outcome = Load($$"""
            {
              "name": "x", "title": "X", "inherits": "cortex-m4",
              "regions": [
                { "name": "ram", "originAddress": "0x20000000", "sizeBytes": 65536, "holds": "arena" },
                { "name": "other", "originAddress": "{{origin}}", "sizeBytes": {{size}}, "holds": "{{holds}}" }
              ],
              "sources": [{ "document": "d", "section": "s" }]
            }
            """);
        var diagnostic = Assert.Single(outcome.Diagnostics);
        Assert.Equal(("MNV4004", "board.json:5:5"), (diagnostic.Code, diagnostic.Location));
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
    }

    private static CodeGen.Diagnostics.Outcome<Target> Load(string json) => TargetCatalog.Load(Encoding.UTF8.GetBytes(json), "board.json");
}
