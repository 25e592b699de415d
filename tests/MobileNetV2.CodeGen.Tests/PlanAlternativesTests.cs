using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests;

/// <summary>RAM against cost: what is chosen, and what is said about the others.</summary>
public class PlanAlternativesTests
{
    private static readonly Graph Network =
        MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 96, Classes = 10 });

    [Theory]
    [InlineData(InputMode.Frame)]
    [InlineData(InputMode.Rows)]
    public void Every_row_is_a_plan_that_a_budget_of_its_size_gives(InputMode input)
    {
        var request = Request("cortex-m4") with { Input = input };
        var plan = Compiler.Plan(request).Sound();

        Assert.InRange(plan.Alternatives.Length, 3, 15);
        Assert.Equal((plan.ArenaBytes, plan.EstimatedInstructions), plan.Alternatives.Where(a => a.IsChosen)
            .Select(a => (a.ArenaBytes, a.EstimatedInstructions)).Single());
        foreach (var row in plan.Alternatives)
        {
            var real = Compiler.Plan(request with { RamBudgetBytes = (int)row.ArenaBytes }).Sound();

            Assert.False(row.IsModelled);
            Assert.InRange(real.ArenaBytes, 1, row.ArenaBytes);
            Assert.True(real.EstimatedInstructions <= row.EstimatedInstructions,
                $"{real.EstimatedInstructions} instructions in {row.ArenaBytes} bytes, not {row.EstimatedInstructions}");
        }
    }

    [Fact]
    public void A_stream_that_layers_undercut_is_not_taken()
    {
        // The input is most of the arena, and all that a stream could save is behind it.
        var net = new TestNetwork();
        var graph = net.Build(net.Convolution(net.Input(1, 40, 40, 8), 1));
        var layers = Compiler.Plan(Request("cortex-m4", graph) with { Schedule = ScheduleMode.Layers }).Sound();
        var stream = Compiler.Plan(Request("cortex-m4", graph) with { Schedule = ScheduleMode.Stream }).Sound();

        Assert.True(
            stream.ArenaBytes < layers.ArenaBytes
                || (stream.ArenaBytes == layers.ArenaBytes && stream.EstimatedInstructions == layers.EstimatedInstructions),
            $"{stream.ArenaBytes} bytes at {stream.EstimatedInstructions}, layers {layers.ArenaBytes} at {layers.EstimatedInstructions}");
    }

    [Fact]
    public void Auto_leaves_a_board_room_when_that_costs_little()
    {
        var layers = Compiler.Plan(Request("rp2350", Large) with { Schedule = ScheduleMode.Layers, RamBudgetBytes = 500_000 });
        var auto = Compiler.Plan(Request("rp2350", Large)).Sound();
        var cheapest = auto.Alternatives[0];

        Assert.False(layers.Succeeded);
        Assert.InRange(auto.ArenaBytes, 1, 524_288 / 2);
        Assert.InRange(auto.EstimatedInstructions, cheapest.EstimatedInstructions, cheapest.EstimatedInstructions * 1.05);
    }

    [Fact]
    public void What_is_reserved_is_not_filled()
    {
        var all = Compiler.Plan(Request("stm32l4r5") with { Schedule = ScheduleMode.Layers }).Sound();
        var region = all.Limits.Regions.Single(r => r.Name == all.Arenas[0].Region);
        var left = (int)(region.SizeBytes - all.ArenaBytes + 1);

        var tight = Compiler.Plan(Request("stm32l4r5") with { ReserveBytes = left }).Sound();
        var layers = Compiler.Plan(Request("stm32l4r5") with { Schedule = ScheduleMode.Layers, ReserveBytes = left }).Sound();
        var refused = Compiler.Plan(Less(layers.ArenaBytes));
        while (refused.Succeeded)
            refused = Compiler.Plan(Less(refused.Sound().ArenaBytes));

        Assert.InRange(tight.ArenaBytes, 1, region.SizeBytes - left);
        Assert.InRange(layers.ArenaBytes, 1, region.SizeBytes - left);
        Assert.True(layers.EstimatedInstructions > all.EstimatedInstructions, "kernels that work in less memory are slower ones");
        Assert.Contains("--reserve", Assert.Single(refused.Diagnostics).Message, StringComparison.Ordinal);

        CompileRequest Less(long arenaBytes) =>
            Request("stm32l4r5") with { Schedule = ScheduleMode.Layers, ReserveBytes = (int)(region.SizeBytes - arenaBytes + 1) };
    }

    private static Graph Large => MobileNetV2Builder.Build(new MobileNetV2Options { Width = 1.0, Resolution = 224, Classes = 10 });

    private static CompileRequest Request(string target, Graph? graph = null) =>
        new(graph ?? Network, "net", "00", TargetCatalog.Find(target).Sound());
}
