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
    [InlineData("host", KernelSet.Portable, StreamStage.WholeRows, false)]
    [InlineData("host", KernelSet.CmsisNn, 4, false)]
    [InlineData("host", KernelSet.Portable, 1, false)]
    [InlineData("host", KernelSet.Portable, 1, true)]
    [InlineData("host", KernelSet.CmsisNn, 5, true)]
    [InlineData("cortex-m0plus", KernelSet.Portable, 4, false)]
    [InlineData("cortex-m0plus", KernelSet.Portable, 2, true)]
    [InlineData("cortex-m4", KernelSet.Portable, 2, false)]
    [InlineData("cortex-m4", KernelSet.Portable, 5, true)]
    [InlineData("cortex-m55", KernelSet.Portable, 8, false)]
    [InlineData("cortex-m55", KernelSet.Portable, 4, true)]
    [InlineData("cortex-m55", KernelSet.CmsisNn, 3, true)]
    public async Task Every_expansion_of_a_network_is_computed_again(string target, KernelSet kernels, int tilePixels, bool carries)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });

        var (expansions, carried) = await Verify(graph, target, kernels, tilePixels, carries, pushesRows: true);

        Assert.Equal(6, expansions);
        Assert.True(carried > 1 == carries, $"{carried} carry columns");
    }

    /// <summary>Windows of many sizes, strides and paddings, shortcuts around them, tiles that divide a row and such that do not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Random_blocks_give_the_bits_of_the_interpreter(bool carries)
    {
        var (expansions, carried) = (0, 0);
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var kernels = seed % 3 == 0 ? KernelSet.CmsisNn : KernelSet.Portable;
            var tilePixels = 1 + (int)(seed % (carries ? 2UL : 5UL));
            var made = await Verify(ChainGraphs.Blocks(seed), "host", kernels, tilePixels, carries, pushesRows: false);
            expansions += made.Expansions;
            carried += made.Carried;
        }

        Assert.InRange(expansions, 10, 30);
        Assert.True(carried > 3 == carries, $"{carried} carry columns");
    }

    /// <summary>At the left border what comes ahead of the first tile, at the right what is computed twice; rows of odd widths.</summary>
    [Theory]
    [InlineData("host", 3, 1, 15)]
    [InlineData("host", 3, 2, 15)]
    [InlineData("host", 3, 2, 18)]
    [InlineData("host", 5, 1, 9)]
    [InlineData("host", 5, 2, 21)]
    [InlineData("host", 5, 2, 30)]
    [InlineData("host", 5, 3, 27)]
    [InlineData("cortex-m4", 5, 1, 9)]
    [InlineData("cortex-m55", 5, 2, 21)]
    [InlineData("cortex-m0plus", 3, 2, 15)]
    public async Task Columns_are_carried_under_any_window(string target, int size, int stride, int width)
    {
        foreach (var padding in new[] { 0, 1, size / 2 }.Distinct())
        {
            foreach (var tilePixels in new[] { 1, 3 })
            {
                var graph = ChainGraphs.Block(size, stride, padding, width);
                var (_, carried) = await Verify(graph, target, KernelSet.Portable, tilePixels, carries: true, pushesRows: true);
                var outputs = ((width + (2 * padding) - size) / stride) + 1;
                Assert.True(carried == 1 || outputs % 3 != 0, $"padding {padding}, tiles of {tilePixels}: nothing is carried");
            }
        }
    }

    /// <returns>How many expansions are computed again, and how many of them carry columns from tile to tile.</returns>
    private static async Task<(int Expansions, int Carried)> Verify(
        Graph graph, string target, KernelSet kernels, int tilePixels, bool carries, bool pushesRows)
    {
        StreamStage[] stages = [];
        var request = Networks.Request(graph, target, kernels);
        var compile = request.Compile with
        {
            Input = pushesRows ? InputMode.Rows : InputMode.Frame,
            FixedSchedule = g =>
            {
                var schedule = LongestChains.Of(g, tilePixels, pushesRows, recomputes: true, carries);
                stages = [.. schedule.Steps.OfType<StreamStep>().SelectMany(s => s.Chain.Stages).Where(s => s.Expansion is not null)];
                return schedule;
            },
        };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" });
        return (stages.Length, stages.Count(s => s.CarriedColumns > 0));
    }
}
