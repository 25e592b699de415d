using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Changes a plan, or what it is a plan of, in one place; some changes are too small to be a fault.</summary>
internal static class PlanFaults
{
    public static PlannedProgram Of(PlannedProgram planned, TestRandom random)
    {
        var (program, plan) = planned;
        var by = random.Pick(-1, 1, -4, 4, 16, -16);
        return random.Int(0, 11) switch
        {
            0 or 1 => planned with { Plan = Moved(plan, random.Int(0, plan.Offsets.Length - 1), by) },
            2 => planned with { Plan = Onto(plan, random) },
            3 => planned with { Plan = plan with { ArenaBytes = Arenas(plan.ArenaBytes, random) } },
            4 => planned with { Plan = plan with { LowerBoundBytes = plan.ArenaBytes[0] + random.Int(-1, 1) } },
            5 => planned with { Plan = plan with { Offsets = Incomplete(plan.Offsets, random) } },
            6 => planned with { Plan = InArena(plan, random) },
            7 or 8 => planned with { Program = program with { Buffers = ChangedBuffer(program.Buffers, random) } },
            9 => planned with { Program = program with { Overlaps = ChangedPermit(program.Overlaps, random) } },
            10 => planned with { Program = program with { Placements = ChangedPlace(program, random) } },
            _ => planned with { Program = program with { Steps = ChangedUse(program.Steps, random) } },
        };
    }

    /// <summary>Of tensors that no step writes.</summary>
    public static PlannedProgram OfViews(PlannedProgram planned, TestRandom random) =>
        planned with { Program = planned.Program with { Placements = ChangedPlace(planned.Program, random) } };

    public static MemoryPlan Moved(MemoryPlan plan, int buffer, int by) =>
        plan with
        {
            Offsets = plan.Offsets.SetItem(buffer, plan.Offsets[buffer] with { OffsetBytes = plan.Offsets[buffer].OffsetBytes + by }),
        };

    private static MemoryPlan Onto(MemoryPlan plan, TestRandom random)
    {
        var (from, to) = (random.Int(0, plan.Offsets.Length - 1), random.Int(0, plan.Offsets.Length - 1));
        return plan with { Offsets = plan.Offsets.SetItem(from, plan.Offsets[to] with { Buffer = plan.Offsets[from].Buffer }) };
    }

    private static ImmutableArray<int> Arenas(ImmutableArray<int> bytes, TestRandom random)
    {
        ImmutableArray<int> changed = [.. bytes.Select(b => b + random.Pick(-1, 1))];
        return random.Chance(0.3) ? changed.Add(random.Int(0, 40)) : changed;
    }

    private static ImmutableArray<BufferOffset> Incomplete(ImmutableArray<BufferOffset> offsets, TestRandom random)
    {
        if (random.Chance(0.5))
            return offsets.RemoveAt(0);
        var (a, b) = (random.Int(0, offsets.Length - 1), random.Int(0, offsets.Length - 1));
        return offsets.SetItem(a, offsets[b]).SetItem(b, offsets[a]);
    }

    private static MemoryPlan InArena(MemoryPlan plan, TestRandom random)
    {
        var at = random.Int(0, plan.Offsets.Length - 1);
        return plan with
        {
            ArenaBytes = random.Chance(0.5) ? plan.ArenaBytes.Add(plan.ArenaBytes[0]) : plan.ArenaBytes,
            Offsets = plan.Offsets.SetItem(at, plan.Offsets[at] with { Arena = random.Int(-1, plan.ArenaBytes.Length + 1) }),
        };
    }

    private static ImmutableArray<ArenaBuffer> ChangedBuffer(ImmutableArray<ArenaBuffer> buffers, TestRandom random)
    {
        var at = random.Int(0, buffers.Length - 1);
        var b = buffers[at];
        return buffers.SetItem(at, random.Int(0, 6) switch
        {
            0 => b with { FirstStep = b.FirstStep + 1 },
            1 => b with { FirstStep = Math.Max(0, b.FirstStep - 1) },
            2 => b with { LastStep = b.LastStep + random.Pick(-1, 1) },
            3 => b with { SizeBytes = b.SizeBytes + random.Pick(-1, 1, 2) },
            4 => b with { SizeBytes = random.Pick(-1, 0) },
            5 => b with { AlignmentBytes = b.AlignmentBytes * 2 },
            _ => b with { Id = new BufferId(random.Int(0, buffers.Length)) },
        });
    }

    private static ImmutableArray<OverlapPermit> ChangedPermit(ImmutableArray<OverlapPermit> permits, TestRandom random)
    {
        if (permits.IsEmpty)
            return permits;
        var at = random.Int(0, permits.Length - 1);
        var p = permits[at];
        return random.Int(0, 3) switch
        {
            0 => permits.RemoveAt(at),
            1 => permits.SetItem(at, p with { DistanceBytes = p.DistanceBytes + random.Pick(-1, 1) }),
            2 => permits.SetItem(at, p with { Step = p.Step + random.Pick(-1, 1) }),
            _ => permits.SetItem(at, p with { Output = p.Input, Input = p.Output }),
        };
    }

    private static ImmutableSortedDictionary<TensorId, TensorPlacement> ChangedPlace(KernelProgram program, TestRandom random)
    {
        if (program.Placements.IsEmpty)
            return program.Placements;
        var ids = program.OperatorsWithoutStep.SelectMany(o => o.Outputs.Append(o.Input)).Where(program.Placements.ContainsKey).ToArray();
        var id = ids.Length > 0 && random.Chance(0.8)
            ? random.Pick(ids)
            : program.Placements.Keys.ElementAt(random.Int(0, program.Placements.Count - 1));
        var place = program.Placements[id];
        return random.Int(0, 3) switch
        {
            0 => program.Placements.Remove(id),
            1 => program.Placements.SetItem(id, place with { Buffer = program.Buffers[random.Int(0, program.Buffers.Length - 1)].Id }),
            _ => program.Placements.SetItem(id, place with { OffsetBytes = place.OffsetBytes + random.Pick(-1, 1, -4, 4) }),
        };
    }

    private static ImmutableArray<LoweredStep> ChangedUse(ImmutableArray<LoweredStep> steps, TestRandom random)
    {
        if (steps.IsEmpty)
            return steps;
        var at = random.Int(0, steps.Length - 1);
        if (random.Chance(0.2))
            return steps.SetItem(at, steps[at] with { Index = steps[at].Index + random.Pick(-1, 1) });
        var by = random.Pick(-1, 1, 100000, -100000);
        return steps.SetItem(
            at, steps[at] with { Calls = [.. steps[at].Calls.Select(c => c with { Arguments = [.. c.Arguments.Select(Moved)] })] });

        KernelArgument Moved(KernelArgument argument) =>
            argument is BufferArgument b ? b with { OffsetBytes = b.OffsetBytes + by } : argument;
    }
}
