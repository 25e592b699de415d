using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

public class RandomChainTests
{
    private static readonly (int TilePixels, bool Recomputes, bool Carries)[] Ways =
    [
        (StreamStage.WholeRows, false, false), (3, false, false), (1, false, false), (StreamStage.WholeRows, true, false), (2, true, false),
        (2, true, true), (1, true, true),
    ];

    public static TheoryData<string> Kinds => [.. RandomGraphs.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Single_operators_replay_without_a_wrong_read(string kind)
    {
        for (ulong seed = 1; seed <= 20; seed++)
            CheckLongestChains(RandomGraphs.Single(kind, seed));
    }

    [Fact]
    public void Networks_in_chains_as_long_as_possible_replay_without_a_wrong_read()
    {
        var streamed = 0;
        for (ulong seed = 1; seed <= 60; seed++)
            streamed += CheckLongestChains(RandomGraphs.Network(seed));
        Assert.True(streamed > 60, $"only {streamed} operators were streamed");
    }

    [Fact]
    public void Rows_that_pass_through_slices_and_moves_replay_without_a_wrong_read()
    {
        var (streamed, moves) = (0, new HashSet<string>());
        for (ulong seed = 1; seed <= 80; seed++)
        {
            var graph = RandomGraphs.Rows(seed);
            streamed += CheckLongestChains(graph);
            moves.UnionWith(graph.Operators.Where(o => StreamStages.Of(graph, o) is { IsRowByRow: true }).Select(o => o.Kind));
        }

        Assert.True(streamed > 300, $"only {streamed} operators were streamed");
        Assert.Equal(["CONCATENATION", "GATHER", "MIRROR_PAD", "REVERSE_V2", "STRIDED_SLICE", "TILE"], moves.Order());
    }

    [Fact]
    public void Blocks_whose_expansions_are_computed_again_replay_without_a_wrong_read()
    {
        for (ulong seed = 1; seed <= 60; seed++)
            CheckLongestChains(ChainGraphs.Blocks(seed));
    }

    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(8)]
    [InlineData(1)]
    public void Rows_computed_by_twos_replay_without_a_wrong_read(int tilePixels)
    {
        var target = TargetCatalog.All.First(t => t.Core == Core.CortexM55);
        var pairs = 0;
        for (var resolution = 32; resolution <= 72; resolution += 4)
        {
            var options = new MobileNetV2Options { Width = 0.25 + (resolution / 100.0), Resolution = resolution, Classes = 3 };
            var schedule = LongestChains.Of(MobileNetV2Builder.Build(options), tilePixels, pushesRows: true, rowPairsOn: target.Name);
            var program = KernelLowering.Lower(schedule, target, KernelSet.Portable).Sound();
            var plan = MemoryPlanner.Plan(program);
            Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
            Assert.Null(StreamReplay.FirstProblem(program, plan));
            pairs += schedule.Steps.OfType<StreamStep>().SelectMany(s => s.Chain.Stages)
                .Count(s => s.TileWidth > schedule.Graph[s.Operator.Output].Shape.Width && !s.Accumulates);
        }

        Assert.True(pairs > 20, $"only {pairs} stages computed two rows at once");
    }

    /// <summary>The chain is done with the one while it still needs the other.</summary>
    [Fact]
    public void Sources_that_are_views_of_one_buffer_replay_without_a_wrong_read()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var random = new TestRandom(seed);
            var graph = new RandomGraphBuilder("views", random);
            var operators = new RandomOperators(graph, random);
            var image = operators.Transpose(graph.Input(new Shape(1, 6, 4, 3)), [0, 2, 1, 3]);
            var view = operators.Reshape(image, new Shape(1, 24, 1, 3));
            graph.Output(operators.Convolution(operators.Relu(view, Activation.Relu)));
            graph.Output(operators.Depthwise(image));

            Assert.Equal(3, CheckLongestChains(graph.Build()));
        }
    }

    /// <summary>Every run of operators that can stream becomes one chain; returns how many operators that are.</summary>
    private static int CheckLongestChains(Graph graph)
    {
        var target = TargetCatalog.All.First(t => t.Core == Core.CortexM4);
        var streamed = 0;
        foreach (var (tilePixels, recomputes, carries) in Ways)
        {
            var schedule = LongestChains.Of(graph, tilePixels, recomputes: recomputes, carries: carries);
            if (KernelLowering.Lower(schedule, target, KernelSet.Portable).Value is not { } program)
                return 0;
            var plan = MemoryPlanner.Plan(program);
            Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
            Assert.Null(StreamReplay.FirstProblem(program, plan));
            Assert.Equal(graph.Operators.Sum(o => MacCount.Of(graph, o)), program.Steps.Sum(s => s.Macs - s.RecomputedMacs));
            streamed = schedule.Steps.OfType<StreamStep>().Sum(s => s.Operators.Length);
        }

        return streamed;
    }
}
