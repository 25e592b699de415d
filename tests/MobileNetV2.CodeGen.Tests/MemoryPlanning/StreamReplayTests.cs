using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Scheduling.Streaming;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>The checker's teeth: plans made wrong on purpose.</summary>
public class StreamReplayTests
{
    /// <summary>Whole frame and pushed rows; planned once for all tests.</summary>
    private static readonly Lazy<PlannedProgram>[] Plans =
        [.. new[] { false, true }.Select(rows => new Lazy<PlannedProgram>(() => StreamedMobileNet.Plan(0.35, 96, rows)))];

    [Fact]
    public void A_ring_that_is_a_pixel_or_a_row_too_small_is_found()
    {
        foreach (var (step, ring) in Rings())
        {
            // A ring of whole rows may have a few pixels to spare, but never a row.
            var pixels = ring.RingPixels % ring.Width == 0 ? ring.Width : 1;
            if (ring.RingPixels > pixels && !IsTheSameIn(ring.RingPixels - pixels, step, ring))
                Assert.NotNull(Replay(step, s =>
                    s with { Stores = s.Stores.SetItem(ring.Tensor, ring with { RingPixels = ring.RingPixels - pixels }) }));
        }
    }

    [Fact]
    public void A_pixel_too_few_behind_a_ring_is_found() =>
        Assert.All(Rings().Where(r => r.Ring.SlackPixels > 0), r => Assert.NotNull(Replay(
            r.Step, s => s with { Stores = s.Stores.SetItem(r.Ring.Tensor, r.Ring with { SlackPixels = r.Ring.SlackPixels - 1 }) })));

    [Fact]
    public void A_ring_that_is_larger_than_its_buffer_is_found() =>
        Assert.All(Rings(), r => Assert.NotNull(Replay(
            r.Step, s => s with { Stores = s.Stores.SetItem(r.Ring.Tensor, r.Ring with { RingPixels = r.Ring.RingPixels + 1 }) })));

    /// <summary>Where a result lies over its source as far as the order of events allows, one byte more is too much.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_byte_more_than_the_safe_overlap_is_found(int input)
    {
        var (program, plan) = Plans[input].Value;
        var tried = 0;
        foreach (var permit in program.Overlaps.Where(p => program.Steps[p.Step].Stream is not null))
        {
            var (output, source) = (program.Buffers[permit.Output.Value], program.Buffers[permit.Input.Value]);
            var end = plan[output.Id].OffsetBytes + output.SizeBytes;
            var isTight = plan[output.Id].OffsetBytes + permit.DistanceBytes == plan[source.Id].OffsetBytes;
            if (!isTight || output.Kind == BufferKind.LineBuffer || source.Kind == BufferKind.LineBuffer
                || end <= plan[source.Id].OffsetBytes || end == plan.TotalArenaBytes)
                continue;
            tried++;
            Assert.NotNull(Replay(input, output.Id, 1));
        }

        Assert.NotEqual(0, tried);
    }

    [Fact]
    public void A_buffer_that_is_moved_onto_its_neighbour_by_one_byte_is_found()
    {
        var (program, plan) = Plans[1].Value;
        var step = Streams(program)[0];
        var passing = step.Stream!.Stores.Values.Where(r => !r.IsWhole && TileOf(step, r) >= r.RingPixels)
            .Select(r => r.Buffer).ToHashSet();
        var own = program.Buffers.Where(b => b.FirstStep <= step.Index && b.LastStep >= step.Index)
            .OrderBy(b => plan[b.Id].OffsetBytes).ToArray();
        var neighbours = own.Zip(own.Skip(1))
            .Where(p => plan[p.First.Id].OffsetBytes + p.First.SizeBytes == plan[p.Second.Id].OffsetBytes).ToArray();

        Assert.NotEmpty(neighbours);
        Assert.All(neighbours, p => Assert.NotNull(Replay(1, p.Second.Id, -(MayBePassedBy(p) ? Smaller(p) : 1))));

        bool MayBePassedBy((ArenaBuffer First, ArenaBuffer Second) pair) =>
            passing.Contains(pair.First.Id) || passing.Contains(pair.Second.Id);

        // What is read as soon as it is written, always at one place, may share a byte that its neighbour does not need just then.
        static int Smaller((ArenaBuffer First, ArenaBuffer Second) pair) => Math.Min(pair.First.SizeBytes, pair.Second.SizeBytes);
    }

    [Fact]
    public void A_tile_that_comes_too_early_or_twice_or_never_is_found()
    {
        foreach (var step in Streams(Plans[1].Value.Program).Where(s => s.Stream!.Stages.Length > 1).Take(2))
        {
            var events = step.Stream!.Program.Events;
            for (var i = 1; i < events.Length; i += Math.Max(1, events.Length / 3))
            {
                Assert.NotNull(Replay(step, s => Ordered(s, events.RemoveAt(i))));
                Assert.NotNull(Replay(step, s => Ordered(s, events.Insert(i, events[i]))));
            }

            Assert.NotNull(Replay(step, s => Ordered(s, events.RemoveAt(events.Length - 1).Insert(0, events[^1]))));
        }
    }

    /// <summary>The caller's row is gone when the next comes.</summary>
    [Fact]
    public void A_pushed_row_that_is_read_when_the_next_has_come_is_found()
    {
        var graph = ChainGraphs.LateReader();
        var program = KernelLowering.Lower(LongestChains.Of(graph, 2, pushesRows: true), TargetCatalog.Find("cortex-m4")
            .Sound(), KernelSet.Portable).Sound();
        var plan = MemoryPlanner.Plan(program);

        Assert.Null(StreamReplay.FirstProblem(program, plan));
        var problem =
            Replay(new PlannedProgram(program, plan), Streams(program)[0], s => s with { Stores = s.Stores.Remove(graph.Inputs[0]) });
        Assert.Contains("is read when the caller gives row", problem, StringComparison.Ordinal);
    }

    /// <summary>What is computed again must hold the window, and must not lie over what it is computed from.</summary>
    [Fact]
    public void An_expansion_that_is_too_narrow_or_overwrites_its_input_is_found()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });
        var target = TargetCatalog.Find("cortex-m4").Sound();
        var program = KernelLowering.Lower(LongestChains.Of(graph, 2, recomputes: true), target, KernelSet.Portable).Sound();
        var planned = new PlannedProgram(program, MemoryPlanner.Plan(program));
        var step = Streams(program).First(s => s.RecomputedMacs > 0);
        var stage = step.Stream!.Stages.First(s => s.Expansion is not null);
        var input = planned.Plan[step.Stream.Stores[stage.Stage.Inputs[0]].Buffer];

        Assert.Null(Replay(planned, step, s => s));
        Assert.Contains(
            "are not where the expansion has put them",
            Replay(planned, step, s => s with { Stages = s.Stages.Replace(stage, Narrower(stage)) }),
            StringComparison.Ordinal);
        Assert.NotNull(StreamReplay.FirstProblem(
            program, planned.Plan with { Offsets = planned.Plan.Offsets.SetItem(step.Stream.Expanded!.Value.Value, input) }));

        static StageCode Narrower(StageCode code) => code with
        {
            Expansion = code.Expansion! with
            {
                Stage = code.Expansion.Stage with { TileWidth = code.Expansion.Stage.TileWidth - 1 },
            },
        };
    }

    /// <summary>What a tile leaves to the next must be what that needs and must reach it; the first of a row has its own.</summary>
    [Fact]
    public void Columns_that_are_carried_wrongly_are_found()
    {
        var graph = ChainGraphs.Block(size: 3, stride: 1, padding: 1, width: 12);
        var target = TargetCatalog.Find("cortex-m4").Sound();
        var program = KernelLowering.Lower(LongestChains.Of(graph, 3, recomputes: true, carries: true), target, KernelSet.Portable).Sound();
        var planned = new PlannedProgram(program, MemoryPlanner.Plan(program));
        var step = Streams(program).Single();
        var stage = step.Stream!.Stages.Single(s => s.Expansion is not null);
        var carried = stage.Expansion!.Carried!;
        var expanded = planned.Plan[step.Stream.Expanded!.Value];

        Assert.Equal((2, 24, 1), (carried.Columns, carried.RowBytes, carried.Ahead!.TileWidth));
        Assert.Null(Replay(planned, step, s => s));
        Assert.NotNull(Replay(planned, step, s => With(s, null)));
        Assert.NotNull(Replay(planned, step, s => With(s, carried with { Columns = 1 })));
        Assert.NotNull(Replay(planned, step, s => With(s, carried with { Columns = 3 })));
        Assert.NotNull(Replay(planned, step, s => With(s, carried with { RowBytes = 23 })));
        Assert.NotNull(Replay(planned, step, s => With(s, carried with { Ahead = null })));
        Assert.Contains(
            "behind their buffer", Replay(planned, step, s => With(s, carried with { RowBytes = 25 })), StringComparison.Ordinal);
        var moved = planned.Plan.Offsets.SetItem(carried.Buffer.Value, expanded with { Buffer = carried.Buffer });
        Assert.NotNull(StreamReplay.FirstProblem(program, planned.Plan with { Offsets = moved }));

        StreamCode With(StreamCode stream, CarriedColumns? columns) => stream with
        {
            Stages = stream.Stages.Replace(stage, stage with { Expansion = stage.Expansion with { Carried = columns } }),
        };
    }

    /// <summary>A ring of one tile, every one of which begins at its first pixel in the smaller ring too, is no fault.</summary>
    private static bool IsTheSameIn(int pixels, LoweredStep step, LineStore ring) =>
        TileOf(step, ring) is var tile && tile >= ring.RingPixels && tile % pixels == 0 && ring.Width % pixels == 0;

    /// <summary>Pixels of the tiles in which the tensor is written; 0 for what the caller pushes.</summary>
    private static int TileOf(LoweredStep step, LineStore ring) =>
        step.Stream!.Stages.Where(s => s.Stage.Operator.Output == ring.Tensor).Select(s => s.Stage.TileWidth).SingleOrDefault();

    private static LoweredStep[] Streams(KernelProgram program) => [.. program.Steps.Where(s => s.Stream is not null)];

    private static (LoweredStep Step, LineStore Ring)[] Rings()
    {
        var rings =
            Streams(Plans[1].Value.Program).SelectMany(s => s.Stream!.Stores.Values.Where(r => !r.IsWhole).Select(r => (s, r))).ToArray();
        Assert.NotEmpty(rings);
        return rings;
    }

    /// <summary>What the replay says when a buffer is moved.</summary>
    private static string? Replay(int input, BufferId buffer, int bytes)
    {
        var (program, plan) = Plans[input].Value;
        var moved = plan[buffer] with { OffsetBytes = plan[buffer].OffsetBytes + bytes };
        return StreamReplay.FirstProblem(program, plan with { Offsets = plan.Offsets.SetItem(buffer.Value, moved) });
    }

    /// <summary>What the replay of pushed rows says when the stream of <paramref name="step"/> is another.</summary>
    private static string? Replay(LoweredStep step, Func<StreamCode, StreamCode> change) => Replay(Plans[1].Value, step, change);

    private static string? Replay(PlannedProgram planned, LoweredStep step, Func<StreamCode, StreamCode> change)
    {
        var changed = step with { Stream = change(step.Stream!) };
        // The other streams are left out: their replay takes a while.
        var steps = planned.Program.Steps.Select(s => s.Index == step.Index ? changed : s with { Stream = null });
        return StreamReplay.FirstProblem(planned.Program with { Steps = [.. steps] }, planned.Plan);
    }

    private static StreamCode Ordered(StreamCode stream, ImmutableArray<StreamEvent> events) =>
        new(stream.Chain, stream.Program with { Events = events }, stream.Stages, stream.Stores, stream.Scratch, stream.Expanded);
}
