using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Plans, right ones and such as were made wrong in one place.</summary>
internal static class PlanCases
{
    private static readonly string[] Enlarging = ["TRANSPOSE_CONV", "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR"];

    private static readonly Target Core = TargetCatalog.Find("cortex-m4").Sound();

    /// <summary>Buffers, lifetimes and permits alone; the offsets of some are the planner's, those of others as they come.</summary>
    public static IEnumerable<PlannedProgram> OfBuffers(int count)
    {
        for (ulong seed = 0; seed < (ulong)count; seed++)
        {
            var random = new TestRandom(seed ^ 0x504C414E);
            var program = Buffers(random);
            var planned = new PlannedProgram(program, MemoryPlanner.Plan(program));
            yield return planned;
            for (var i = 0; i < 6; i++)
                yield return PlanFaults.Of(random.Chance(0.3) ? Scattered(planned, random) : planned, random);
        }
    }

    /// <summary>Networks in layers and streams.</summary>
    public static IEnumerable<PlannedProgram> OfNetworks(int count)
    {
        for (ulong seed = 0; seed < (ulong)count; seed++)
        {
            var random = new TestRandom(seed ^ 0x4E4554);
            var graph = seed % 3 == 0 ? PartGraphs.Random(seed) : RandomGraphs.Network(seed);
            var request = new CompileRequest(graph, "net", new string('0', 64), Core)
            {
                Schedule = seed % 2 == 0 ? ScheduleMode.Layers : ScheduleMode.Stream,
            };
            var planned = Compiler.Compile(request).Sound().Program;
            yield return planned;
            for (var i = 0; i < 25; i++)
                yield return PlanFaults.Of(planned, random);
            for (var i = 0; i < 12 && planned.Program.OperatorsWithoutStep.Any(); i++)
                yield return PlanFaults.OfViews(planned, random);
        }

        yield return WithScratchOf(1);
        yield return WithScratchOf(0);
    }

    /// <summary>A kernel that is told of its scratch in a structure.</summary>
    private static PlannedProgram WithScratchOf(int bytes)
    {
        var field = new StructField("p", new NestedValue([new StructField("q", new BufferAddressValue(new BufferId(0)))]));
        var call = new KernelCall(Kernel.Own("f"), [new StructArgument("s", "s", [field])]);
        var program = Programs.Of([Programs.Buffer(0, bytes, 0, 0)]) with { Steps = [new LoweredStep(0, new NoStep(), [call], [], 0, 0)] };
        return new(program, new MemoryPlan([new BufferOffset(new BufferId(0), 0, 0)], [bytes], 0, 0));
    }

    /// <summary>Streams as long as they can be, some of rows that the caller pushes.</summary>
    public static IEnumerable<PlannedProgram> OfStreams(int count)
    {
        var graphs = Enumerable.Range(0, count).Select(i => (i % 8) switch
        {
            0 => RandomGraphs.Network((ulong)i + 100),
            1 => PartGraphs.Random((ulong)i),
            2 => i % 16 < 8 ? ChainGraphs.LateReader() : ChainGraphs.Joined(),
            3 => RandomGraphs.Single(Enlarging[i / 8 % Enlarging.Length], (ulong)i),
            4 => ChainGraphs.Windows((ulong)i, random => random.Pick(1, 2)),
            5 => RandomGraphs.Network((ulong)i + 200),
            6 => ChainGraphs.Windows((ulong)i, _ => 1),
            _ => ChainGraphs.Joined(),
        });
        foreach (var (graph, i) in graphs.Select((g, i) => (g, i)))
        {
            var random = new TestRandom((ulong)i ^ 0x53545245414D);
            var tile = random.Pick(1, 2, 3, 4, StreamStage.WholeRows);
            var pushes = i % 8 is 2 or 4 or 6 && random.Chance(0.7);
            var program = KernelLowering.Lower(LongestChains.Of(graph, tile, pushes), Core, KernelSet.Portable).Sound();
            var planned = new PlannedProgram(program, MemoryPlanner.Plan(program));
            yield return planned;
            for (var n = 0; n < 30; n++)
                yield return StreamFaults.Of(planned, random);
        }
    }

    /// <summary>Streams of stages that take some rows of a picture, and such as are said to take others.</summary>
    public static IEnumerable<PlannedProgram> OfRows(int count)
    {
        for (ulong seed = 1; seed <= (ulong)count; seed++)
        {
            var program = KernelLowering.Lower(LongestChains.Of(RandomGraphs.Rows(seed), 2), Core, KernelSet.Portable).Sound();
            var plan = MemoryPlanner.Plan(program);
            yield return new PlannedProgram(program, plan);
            foreach (var wrong in StreamFaults.OfRows(program))
                yield return new PlannedProgram(wrong, plan);
        }
    }

    /// <summary>Streams that compute expansions again, of tiles at both borders of a row and between them.</summary>
    public static IEnumerable<PlannedProgram> OfExpansions(int count)
    {
        for (ulong seed = 1; seed <= (ulong)count; seed++)
        {
            var random = new TestRandom(seed ^ 0x455850);
            var schedule = LongestChains.Of(
                ChainGraphs.Blocks(seed), random.Pick(1, 2, 3, 4), recomputes: true, carries: random.Chance(0.6));
            var program = KernelLowering.Lower(schedule, Core, KernelSet.Portable).Sound();
            var planned = new PlannedProgram(program, MemoryPlanner.Plan(program));
            yield return planned;
            for (var n = 0; n < 12; n++)
                yield return StreamFaults.OfExpansions(planned, random);
            for (var n = 0; n < 12; n++)
                yield return StreamFaults.Of(planned, random);
        }
    }

    private static KernelProgram Buffers(TestRandom random)
    {
        var steps = random.Int(1, 5);
        var buffers = Enumerable.Range(0, random.Int(1, 7)).Select(i =>
        {
            var first = random.Int(0, steps - 1);
            return Programs.Buffer(i, random.Int(1, 12), first, first + random.Int(0, 2), random.Pick(1, 1, 2, 4));
        }).ToImmutableArray();
        var permits =
            from output in buffers
            from input in buffers
            where output.Id != input.Id && output.FirstStep == input.LastStep && random.Chance(0.6)
            select new OverlapPermit(output.FirstStep, output.Id, input.Id, random.Int(-4, 6));
        return Programs.Of(buffers, [.. permits]);
    }

    private static PlannedProgram Scattered(PlannedProgram planned, TestRandom random)
    {
        var arenas = random.Int(1, 2);
        return planned with
        {
            Plan = planned.Plan with
            {
                ArenaBytes = [.. Enumerable.Range(0, arenas).Select(_ => planned.Plan.TotalArenaBytes + random.Int(0, 12))],
                Offsets = [.. planned.Plan.Offsets.Select(o => o with
                {
                    Arena = random.Int(0, arenas - 1),
                    OffsetBytes = random.Int(0, planned.Plan.TotalArenaBytes),
                })],
            },
        };
    }

    private sealed record NoStep : CodeGen.Scheduling.Step
    {
        public override ImmutableArray<CodeGen.Graphs.Operator> Operators => [];
    }
}
