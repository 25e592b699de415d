using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Passes;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Scheduling;

/// <summary>Planning looks at things in proportion to the network, counted: no clock can tell on a busy machine.</summary>
public class LargeNetworkTests
{

    [Theory]
    [InlineData(500)]
    [InlineData(4000)]
    public void A_long_chain_is_cut_with_work_in_proportion(int operators)
    {
        var net = new TestNetwork();
        var graph = net.Build(Chain(net, net.Input(1, 8, 8, 4), operators));
        var costs = Costs.Of(graph);
        var cuts = new CutSelector(LayerScheduler.Schedule(graph, costs), costs, null, [Tiling.Rows, new(4), new(2), new(1)]);

        var frontier = cuts.Frontier;

        Assert.InRange(frontier.Length, 1, 1000);
        Assert.InRange(cuts.Work, 1, 64L * 8 * operators);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(400)]
    public void Orders_of_many_branches_are_searched_within_a_limit(int branches)
    {
        var graph = Branches(branches);
        var problem = new OrderProblem(graph, new TensorViews(graph), Costs.Of(graph));
        var search = new OrderSearch(problem);

        var peak = search.PeakOf(Enumerable.Range(0, problem.Operators.Length));
        search.FindBelow(peak);

        Assert.InRange(search.Work, 1, 4_100_000);
    }

    [Fact]
    public void Thousands_of_branches_are_placed_without_looking_at_every_pair()
    {
        var graph = Branches(3000);
        var program = KernelLowering.Lower(
            new Schedule(graph, [.. graph.Operators.Select(o => new LayerStep(o))]), TargetCatalog.Find("cortex-m4")
                .Sound(), KernelSet.Portable).Sound();

        var plan = MemoryPlanner.Plan(program);

        Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
        Assert.InRange(plan.TotalArenaBytes, plan.LowerBoundBytes, plan.LowerBoundBytes * 1.05);
    }

    /// <summary>Counted in bytes: four times the branches take about four times as much, not sixteen times.</summary>
    [Fact]
    public void An_operator_that_joins_thousands_of_branches_is_played_in_memory_in_proportion()
    {
        Played(10);
        var (few, many) = (Played(500), Played(2000));

        Assert.InRange(many, few, 6 * few);

        static long Played(int branches)
        {
            var net = new TestNetwork();
            var input = net.Input(1, 4, 4, 1);
            var graph = net.Build(net.Join([.. Enumerable.Range(0, branches).Select(_ => net.Sum(input, input))]));
            var stage = StreamStages.Of(graph, graph.Operators[^1])!;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var profile = RunProfile.Of(graph, [stage], pushedSource: null);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(profile.Distance(stage.Operator.Output, stage.Inputs[0]), 1, 16 * branches);
            return allocated;
        }
    }

    [Fact]
    public void Overlaps_of_an_operator_that_joins_thousands_of_branches_take_memory_in_proportion()
    {
        Found(10);
        var (few, many) = (Found(500), Found(2000));

        Assert.InRange(many, few, 6 * few);

        static long Found(int branches)
        {
            var net = new TestNetwork();
            var input = net.Input(1, 4, 4, 1);
            var graph = net.Build(net.Join([.. Enumerable.Range(0, branches).Select(_ => net.Sum(input, input))]));
            var chain = StreamChain.Of([StreamStages.Of(graph, graph.Operators[^1])!], _ => true, pushedSource: null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var program = StreamSimulator.Simulate(graph, chain);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(branches, program.Overlaps.Length);
            return allocated;
        }
    }

    /// <summary>Where the buffers of a step fit side by side below what another step needs, nothing is searched.</summary>
    [Fact]
    public void Of_many_branches_that_are_joined_in_pairs_few_steps_are_placed_by_themselves()
    {
        Bound(8);
        var (few, many) = (Bound(45), Bound(180));

        Assert.InRange(many, few, 20 * few);

        static long Bound(int branches)
        {
            var net = new TestNetwork();
            var input = net.Input(1, 4, 4, 4);
            var ends = new Queue<TensorId>(Enumerable.Range(0, branches).Select(_ => net.Sum(input, input)));
            while (ends.Count > 1)
                ends.Enqueue(net.Sum(ends.Dequeue(), ends.Dequeue()));
            var graph = net.Build(ends.Dequeue());
            var program = KernelLowering.Lower(
                new Schedule(graph, [.. graph.Operators.Select(o => new LayerStep(o))]), TargetCatalog.Find("cortex-m4")
                    .Sound(), KernelSet.Portable).Sound();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var bound = LiveSetBound.Of(new PlacementProblem(program.Buffers, program.Overlaps)).Bytes;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(64L * branches, bound);
            return allocated;
        }
    }

    [Fact]
    public void Pictures_of_too_many_rows_run_layer_by_layer()
    {
        var net = new TestNetwork();
        var graph = net.Build(Chain(net, net.Input(1, 5_000_000, 2, 1), 2));

        var request = new CompileRequest(graph, "net", "", TargetCatalog.Find("cortex-m4").Sound()) { Schedule = ScheduleMode.Stream };

        Assert.Equal("layers", Compiler.Plan(request).Sound("MNV4105").Schedule);
    }

    [Theory]
    [InlineData(5_000_000, 1)]
    [InlineData(3_000_000, 2)]
    public void Rows_of_too_many_tiles_are_refused(int rows, int operators)
    {
        var net = new TestNetwork();
        var input = net.Input(1, rows, 2, 1);
        var graph = net.Build(Enumerable.Range(0, operators).Aggregate(input, (tensor, _) => net.Sum(tensor, input)));
        var request = new CompileRequest(graph, "net", "", TargetCatalog.Find("cortex-m4").Sound()) { Input = InputMode.Rows };

        var problem = Assert.Single(Compiler.Plan(request).Diagnostics);

        Assert.Contains("its pictures have more tiles than are planned", problem.Message, StringComparison.Ordinal);
    }

    private static TensorId Chain(TestNetwork net, TensorId tensor, int operators)
    {
        for (var i = 0; i < operators; i++)
            tensor = net.Sum(tensor, tensor);
        return tensor;
    }

    private static Graph Branches(int count)
    {
        var net = new TestNetwork();
        var input = net.Input(1, 4, 4, 4);
        return net.Build([.. Enumerable.Range(0, count).Select(_ => Chain(net, input, 2))]);
    }
}
