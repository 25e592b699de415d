using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Changes one place of what a stream is run by; some changes are too small to be a fault.</summary>
internal static class StreamFaults
{
    public static PlannedProgram Of(PlannedProgram planned, TestRandom random)
    {
        var (program, plan) = planned;
        var streams = program.Steps.Where(s => s.Stream is not null).ToArray();
        if (streams.Length == 0)
            return planned;
        var step = random.Pick(streams);
        var stream = step.Stream!;
        return random.Int(0, 12) switch
        {
            0 or 1 => planned with { Plan = PlanFaults.Moved(plan, Own(program, step, random), random.Pick(-1, 1, -8, 8)) },
            2 => planned with { Plan = plan with { ArenaBytes = [.. plan.ArenaBytes.Select(b => b - random.Pick(1, 2, 8))] } },
            3 or 4 => With(planned, step, Changed(stream, random)),
            5 => With(planned, step, stream with { Scratch = stream.Scratch is null ? Buffer(program, step, random) : null }),
            6 => planned with { Program = program with { Buffers = Longer(program, Own(program, step, random), random) } },
            7 => planned with { Plan = Apart(program, plan, Own(program, step, random)) },
            8 when stream.Chain.PushedSource is { } pushed => With(planned, step, stream with { Stores = stream.Stores.Remove(pushed) }),
            9 or 10 => Roomy(planned, step, random),
            11 => Neighbour(planned, step, random),
            _ => With(planned, step, Reordered(stream, random)),
        };
    }

    /// <summary>An expansion that is computed again takes more or fewer pixels, writes its rows elsewhere, or carries others.</summary>
    public static PlannedProgram OfExpansions(PlannedProgram planned, TestRandom random)
    {
        var expanding = planned.Program.Steps.Where(s => s.RecomputedMacs > 0).ToArray();
        if (expanding.Length == 0)
            return planned;
        var step = random.Pick(expanding);
        var stream = step.Stream!;
        if (random.Chance(0.3))
            return With(planned, step, stream with { Expanded = Buffer(planned.Program, step, random) });
        var stage = random.Pick(stream.Stages.Where(s => s.Expansion is not null).ToArray());
        var expansion = stage.Expansion!;
        var width = Math.Clamp(expansion.Stage.TileWidth + random.Pick(-2, -1, 1, 2), 1, stage.Stage.Columns.InputLength);
        var changed = stage with
        {
            Expansion = expansion.Carried is { } carried && random.Chance(0.6)
                ? expansion with { Carried = Changed(carried, random) }
                : expansion with { Stage = expansion.Stage with { TileWidth = width } },
        };
        return With(planned, step, stream with { Stages = stream.Stages.Replace(stage, changed) });
    }

    /// <summary>Stages that are said to read other rows than their operators take, or to leave pixels in their columns:
    /// one in each program.</summary>
    /// <param name="rowsOff">How many rows.</param>
    public static IEnumerable<KernelProgram> OfRows(KernelProgram program, int rowsOff = 1)
    {
        foreach (var step in program.Steps.Where(s => s.Stream is not null))
        {
            foreach (var code in step.Stream!.Stages.Where(c =>
                c.Stage.IsRowByRow && OperatorCatalog.Of(c.Stage.Operator).Movement is Movement.Move))
            {
                var (stage, rows, columns) = (code.Stage, code.Stage.Rows, code.Stage.Columns);
                yield return With(stage with { Rows = rows with { PaddingBefore = rows.PaddingBefore + rowsOff } });
                yield return With(stage with { Rows = rows with { PaddingBefore = rows.PaddingBefore - rowsOff } });
                if (rows.OutputLength > 1)
                    yield return With(stage with { Rows = rows with { Stride = rows.Stride + 1 } });
                if (stage.Operator is Reverse && columns.InputLength > 1)
                    yield return With(stage with { Columns = StreamAxis.Elementwise(columns.InputLength) });

                KernelProgram With(StreamStage wrong)
                {
                    var stream = step.Stream with { Stages = step.Stream.Stages.Replace(code, code with { Stage = wrong }) };
                    return program with { Steps = program.Steps.Replace(step, step with { Stream = stream }) };
                }
            }
        }
    }

    private static CarriedColumns? Changed(CarriedColumns carried, TestRandom random) => random.Int(0, 4) switch
    {
        0 => null,
        1 => carried with { Columns = carried.Columns + random.Pick(-1, 1) },
        2 => carried with { RowBytes = carried.RowBytes + random.Pick(-1, 1) },
        3 => carried with { Ahead = null },
        _ => carried.Ahead is { } ahead
            ? carried with { Ahead = ahead with { TileWidth = Math.Max(1, ahead.TileWidth + random.Pick(-1, 1)) } }
            : carried,
    };

    /// <summary>A buffer has an arena for itself, in front of the other or behind it: that is right.</summary>
    private static MemoryPlan Apart(KernelProgram program, MemoryPlan plan, int buffer)
    {
        var (size, isFirst) = (program.Buffers[buffer].SizeBytes, buffer % 2 == 0);
        return plan with
        {
            ArenaBytes = isFirst ? plan.ArenaBytes.Insert(0, size) : plan.ArenaBytes.Add(size),
            Offsets =
            [
                .. plan.Offsets.Select(o => o.Buffer.Value == buffer
                    ? o with { Arena = isFirst ? 0 : plan.ArenaBytes.Length, OffsetBytes = 0 }
                    : o with { Arena = o.Arena + (isFirst ? 1 : 0) }),
            ],
        };
    }

    /// <summary>A ring has more memory than it needs, and is longer or repeats more: often right, and then tiles cross its end.</summary>
    private static PlannedProgram Roomy(PlannedProgram planned, LoweredStep step, TestRandom random)
    {
        var rings = step.Stream!.Stores.Values.Where(s => !s.IsWhole).ToArray();
        if (rings.Length == 0)
            return planned;
        var ring = random.Pick(rings);
        var buffer = planned.Program.Buffers[ring.Buffer.Value];
        var larger = buffer with { SizeBytes = buffer.SizeBytes + (random.Int(6, 14) * ring.PixelBytes) };
        var program = planned.Program with { Buffers = planned.Program.Buffers.SetItem(buffer.Id.Value, larger) };
        var changed = ring with
        {
            RingPixels = ring.RingPixels + random.Int(0, 7),
            SlackPixels = ring.SlackPixels + random.Int(0, 7),
        };
        return With(
            new PlannedProgram(program, Apart(program, planned.Plan, buffer.Id.Value)), step,
            step.Stream with { Stores = step.Stream.Stores.SetItem(ring.Tensor, changed) });
    }

    /// <summary>Something of others, needed later, lies beside a buffer of the stream or on it.</summary>
    private static PlannedProgram Neighbour(PlannedProgram planned, LoweredStep step, TestRandom random)
    {
        var (program, plan) = planned;
        var (own, id, size) = (program.Buffers[Own(program, step, random)], new BufferId(program.Buffers.Length), random.Int(1, 8));
        var place = plan[own.Id];
        var at = place.OffsetBytes + random.Pick(-size, 1 - size, 0, own.SizeBytes - 1, own.SizeBytes);
        return new(
            program with { Buffers = program.Buffers.Add(new(id, "neighbour", own.Kind, size, 1, step.Index, step.Index + 1)) },
            plan with { Offsets = plan.Offsets.Add(place with { Buffer = id, OffsetBytes = Math.Max(0, at) }) });
    }

    private static PlannedProgram With(PlannedProgram planned, LoweredStep step, StreamCode stream) => planned with
    {
        Program = planned.Program with
        {
            Steps = [.. planned.Program.Steps.Select(s => s.Index == step.Index ? s with { Stream = stream } : s)],
        },
    };

    private static BufferId Buffer(KernelProgram program, LoweredStep step, TestRandom random) =>
        new(Own(program, step, random));

    private static int Own(KernelProgram program, LoweredStep step, TestRandom random) =>
        random.Pick(program.Buffers.Where(b => b.FirstStep <= step.Index && b.LastStep >= step.Index).ToArray()).Id.Value;

    private static ImmutableArray<ArenaBuffer> Longer(KernelProgram program, int buffer, TestRandom random)
    {
        var b = program.Buffers[buffer];
        return program.Buffers.SetItem(buffer, random.Int(0, 3) switch
        {
            0 => b with { LastStep = b.LastStep + 1 },
            1 => b with { FirstStep = Math.Max(0, b.FirstStep - 1) },
            2 => b with { SizeBytes = b.SizeBytes + random.Pick(-1, -4, 1, 8) },
            _ => b with { LastStep = b.LastStep - 1 },
        });
    }

    private static StreamCode Changed(StreamCode stream, TestRandom random)
    {
        if (stream.Stores.IsEmpty)
            return stream;
        var store = stream.Stores.Values.ElementAt(random.Int(0, stream.Stores.Count - 1));
        return stream with
        {
            Stores = stream.Stores.SetItem(store.Tensor, random.Int(0, 4) switch
            {
                0 => store with { RingPixels = Math.Max(1, store.RingPixels + random.Pick(-1, 1, -store.Width, store.Width)) },
                1 => store with { SlackPixels = Math.Max(0, store.SlackPixels + random.Pick(-1, 1)) },
                2 => store with { OffsetBytes = store.OffsetBytes + random.Pick(-1, 1, -store.PixelBytes, store.PixelBytes) },
                3 => store with { PixelBytes = store.PixelBytes + random.Pick(-1, 1) },
                _ => store with { Buffer = stream.Stores.Values.ElementAt(random.Int(0, stream.Stores.Count - 1)).Buffer },
            }),
        };
    }

    private static StreamCode Reordered(StreamCode stream, TestRandom random)
    {
        var events = stream.Program.Events;
        var at = random.Int(0, events.Length - 1);
        var other = random.Chance(0.5) ? Math.Min(events.Length - 1, at + 1) : random.Int(0, events.Length - 1);
        ImmutableArray<StreamEvent> changed = random.Int(0, 3) switch
        {
            0 => events.RemoveAt(at),
            1 => events.Insert(at, events[other]),
            2 => events.SetItem(at, events[other]),
            _ => events.SetItem(at, events[other]).SetItem(other, events[at]),
        };
        // A copy would keep the order that was made of the events before.
        return new(stream.Chain, stream.Program with { Events = changed }, stream.Stages, stream.Stores, stream.Scratch, stream.Expanded);
    }
}
