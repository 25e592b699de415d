using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Building;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Networks too large for one memory region: every arena is bound, traced and compared,
/// also one that holds neither input nor output.</summary>
public class SeveralArenasTests
{
    private static readonly Graph Graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5 });

    [Theory]
    [InlineData("host", ScheduleMode.Layers, 12288, 6144)]
    [InlineData("host", ScheduleMode.Stream, 2048, 4608)]
    [InlineData("cortex-m7", ScheduleMode.Layers, 12288, 6144)]
    public async Task A_network_in_two_regions_is_bit_exact(string target, ScheduleMode schedule, uint first, uint second)
    {
        var request = Request(target, schedule, first, second);
        var report = await Networks.MustBeExact(request);
        Assert.True(report.TensorsCompared > report.CasesRun);
    }

    [Fact]
    public void An_arena_without_input_and_output_is_among_those_tested()
    {
        var request = Request("host", ScheduleMode.Layers, 12288, 6144).Compile;
        var model = SimulatedModel.Of(Compiler.Compile(request).Sound(), request);
        Assert.Equal(2, model.ArenaBytes.Length);
        Assert.Single(model.Inputs.Concat(model.Outputs).Select(p => p.Arena).Distinct());
        Assert.Equal(2, model.Tensors.Select(t => t.Arena).Distinct().Count());
    }

    private static VerifyRequest Request(string target, ScheduleMode schedule, uint first, uint second)
    {
        var request = Networks.Request(Graph, target);
        ImmutableArray<MemoryRegion> regions =
            [new("fast", 0x20000000, first, RegionUse.Spare), new("slow", 0x30000000, second, RegionUse.Spare)];
        var compile = request.Compile with
        {
            Target = request.Compile.Target with { Regions = regions },
            Schedule = schedule,
            Place = [.. regions.Select(r => new PlacementRule(PlacedPart.Arena, r.Name))],
        };
        return request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" };
    }
}
