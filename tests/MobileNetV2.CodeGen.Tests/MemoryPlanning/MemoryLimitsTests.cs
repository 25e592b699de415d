using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

public class MemoryLimitsTests
{
    private static readonly Target Board = new(
        "board",
        "Board",
        Core.CortexM7,
        true,
        false,
        true,
        16,
        [],
        KernelSet.CmsisNn,
        [
            new("flash", 0x0800_0000, 1000, RegionUse.Flash),
            new("sram", 0x2400_0000, 500, RegionUse.Arena),
            new("dtcm", 0x2000_0000, 100, RegionUse.Data),
            new("sram2", 0x3000_0000, 50, RegionUse.Spare),
        ],
        null);

    [Fact]
    public void A_target_says_where_things_go()
    {
        var limits = MemoryLimits.Of(Request(Board)).Sound();

        Assert.Equal(["sram"], limits.ArenaRegions.Select(r => r.Name));
        Assert.Equal("flash", limits.WeightsRegion!.Name);
        Assert.Null(limits.InputRegion);
        Assert.Equal(["sram2"], limits.SpareRegions.Select(r => r.Name));
    }

    [Fact]
    public void A_plain_core_has_no_limits()
    {
        var limits = MemoryLimits.Of(Request(Board with { Regions = [] })).Sound();

        Assert.Empty(limits.ArenaRegions);
        Assert.Null(limits.WeightsRegion);
    }

    [Fact]
    public void Place_overrides_the_target()
    {
        var limits = MemoryLimits.Of(Request(
            Board,
            new(PlacedPart.Arena, "dtcm"),
            new(PlacedPart.Arena, "sram"),
            new(PlacedPart.Input, "sram2"),
            new(PlacedPart.Weights, "sram"))).Sound();

        Assert.Equal(["dtcm", "sram"], limits.ArenaRegions.Select(r => r.Name));
        Assert.Equal("sram2", limits.InputRegion!.Name);
        Assert.Equal("sram", limits.WeightsRegion!.Name);
    }

    [Fact]
    public void Weights_that_the_caller_binds_have_no_region()
    {
        Assert.Null(MemoryLimits.Of(Request(Board) with { Weights = WeightsFormat.Bin }).Sound().WeightsRegion);
    }

    [Fact]
    public void Unknown_regions_and_double_places_are_errors()
    {
        var problems = MemoryLimits.Of(Request(
            Board,
            new(PlacedPart.Arena, "ccm"),
            new(PlacedPart.Input, "sram"),
            new(PlacedPart.Input, "dtcm"))).Diagnostics;

        Assert.Equal(["MNV3006", "MNV3007"], problems.Select(p => p.Code));
        Assert.Equal("--place arena=ccm: there is no region 'ccm'", problems[0].Message);
        Assert.Equal("its regions are flash, sram, dtcm, sram2", problems[0].Help);
        Assert.Equal("2 regions for one part: input=sram and input=dtcm", problems[1].Message);
    }

    [Fact]
    public void Only_weights_can_be_in_flash()
    {
        Assert.Empty(MemoryLimits.Of(Request(Board, new PlacementRule(PlacedPart.Weights, "flash"))).Diagnostics);
        var problem = Assert.Single(MemoryLimits.Of(Request(Board, new PlacementRule(PlacedPart.Output, "flash"))).Diagnostics);

        Assert.Equal(("MNV3009", "--place output=flash: region 'flash' holds flash, which an inference cannot write"),
            (problem.Code, problem.Message));
        Assert.Equal("regions of RAM are sram, dtcm, sram2; only weights can be in flash", problem.Help);
    }

    [Fact]
    public void Constants_are_held_against_budget_and_region()
    {
        var limits = MemoryLimits.Of(Request(Board) with { FlashBudgetBytes = 900 }).Sound();

        Assert.Empty(BudgetCheck.Flash(Programs.Of([]), 900, limits));
        Assert.Equal(
            ["constants need 1,001 bytes, the flash budget is 900: 101 missing",
                "constants need 1,001 bytes, region 'flash' has 1,000: 1 missing"],
            BudgetCheck.Flash(Programs.Of([]), 1001, limits).Select(d => d.Message));
    }

    [Fact]
    public void Constants_that_do_not_fit_are_shown_where_there_is_room()
    {
        var roomy = Board with { Regions = [.. Board.Regions, new("qspi", 0x9000_0000, 5000, RegionUse.Spare)] };

        Assert.Equal("no other region of board is large enough: deliver them apart with --weights bin, or use a network of smaller width",
            Help(Board));
        Assert.Equal("place them where there is room: --place weights=qspi (5,000), or use a network of smaller width", Help(roomy));

        static string Help(Target board) =>
            Assert.Single(BudgetCheck.Flash(Programs.Of([]) with { Target = board }, 1001, MemoryLimits.Of(Request(board)).Sound())).Help;
    }

    private static CompileRequest Request(Target target, params PlacementRule[] place) =>
        new(new Graph("net", [], [], [], []), "net", "", target) { Place = [.. place] };
}
