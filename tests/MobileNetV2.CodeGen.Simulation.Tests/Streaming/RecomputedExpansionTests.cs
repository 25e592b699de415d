using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Streams that keep the rows before an expansion and compute the expansion again for each window: bits stay.</summary>
public class RecomputedExpansionTests
{
    [Theory]
    [InlineData("host", KernelSet.Portable, StreamStage.WholeRows)]
    [InlineData("host", KernelSet.CmsisNn, 4)]
    [InlineData("host", KernelSet.Portable, 1)]
    [InlineData("cortex-m0plus", KernelSet.Portable, 4)]
    [InlineData("cortex-m4", KernelSet.Portable, 2)]
    [InlineData("cortex-m55", KernelSet.Portable, 8)]
    [InlineData("cortex-m55", KernelSet.CmsisNn, 3)]
    public async Task Every_expansion_of_a_network_is_computed_again(string target, KernelSet kernels, int tilePixels)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });

        var expansions = await Verify(graph, target, kernels, tilePixels, pushesRows: true);

        Assert.Equal(6, expansions);
    }

    /// <summary>Windows of many sizes, strides and paddings, shortcuts around them, tiles that divide a row and such that do not.</summary>
    [Fact]
    public async Task Random_blocks_give_the_bits_of_the_interpreter()
    {
        var expansions = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var kernels = seed % 3 == 0 ? KernelSet.CmsisNn : KernelSet.Portable;
            expansions += await Verify(ChainGraphs.Blocks(seed), "host", kernels, 1 + (int)(seed % 5), pushesRows: false);
        }

        Assert.InRange(expansions, 10, 30);
    }

    /// <returns>How many expansions are computed again.</returns>
    private static async Task<int> Verify(Graph graph, string target, KernelSet kernels, int tilePixels, bool pushesRows)
    {
        var expansions = 0;
        var request = Networks.Request(graph, target, kernels);
        var compile = request.Compile with
        {
            Input = pushesRows ? InputMode.Rows : InputMode.Frame,
            FixedSchedule = g =>
            {
                var schedule = LongestChains.Of(g, tilePixels, pushesRows, recomputes: true);
                expansions = schedule.Steps.OfType<StreamStep>().SelectMany(s => s.Chain.Stages).Count(s => s.Expansion is not null);
                return schedule;
            },
        };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" });
        return expansions;
    }
}
