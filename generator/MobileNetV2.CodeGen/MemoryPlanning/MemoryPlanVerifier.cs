using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Checks a plan against its program, pair by pair. Shares no code with the planner, and runs on every plan.</summary>
internal static class MemoryPlanVerifier
{
    /// <summary>What is wrong, for people; empty when the plan is sound.</summary>
    public static ImmutableArray<string> Verify(KernelProgram program, MemoryPlan plan) =>
        [.. EveryBufferIsPlaced(program, plan) is { Length: > 0 } missing ? missing : Problems(program, plan)];

    private static IEnumerable<string> Problems(KernelProgram program, MemoryPlan plan) =>
    [
        .. program.Buffers.SelectMany(b => BufferIsInItsArena(b, plan)),
        .. PairsAreDisjoint(program, plan),
        .. program.Placements.SelectMany(p => TensorIsInItsBuffer(program, p.Key, p.Value)),
        .. ViewCheck.Problems(program),
        .. RowCheck.Problems(program),
        .. BufferUse.Of(program).SelectMany(u => UseIsWithinLifetime(program, u)),
        .. BoundHolds(plan),
    ];

    private static string[] EveryBufferIsPlaced(KernelProgram program, MemoryPlan plan)
    {
        if (plan.Offsets.Length != program.Buffers.Length)
            return [$"{program.Buffers.Length} buffers, but {plan.Offsets.Length} offsets"];
        return [.. Enumerable.Range(0, program.Buffers.Length)
            .Where(i => program.Buffers[i].Id.Value != i || plan.Offsets[i].Buffer.Value != i)
            .Select(i => $"entry {i} is buffer {program.Buffers[i].Id.Value} with the offset of buffer {plan.Offsets[i].Buffer.Value}")];
    }

    private static IEnumerable<string> BufferIsInItsArena(ArenaBuffer buffer, MemoryPlan plan)
    {
        var place = plan.Offsets[buffer.Id.Value];
        if (buffer.FirstStep > buffer.LastStep)
            yield return $"{buffer.Name} lives from step {buffer.FirstStep} to step {buffer.LastStep}";
        if (buffer.SizeBytes <= 0)
            yield return $"{buffer.Name} has {buffer.SizeBytes} bytes";
        if (place.Arena < 0 || place.Arena >= plan.ArenaBytes.Length)
            yield return $"{buffer.Name} is in arena {place.Arena} of {plan.ArenaBytes.Length}";
        else if (place.OffsetBytes < 0 || (long)place.OffsetBytes + buffer.SizeBytes > plan.ArenaBytes[place.Arena])
            yield return $"{Range(buffer, plan)} is outside of its arena of {plan.ArenaBytes[place.Arena]} bytes";
        if (place.OffsetBytes % buffer.AlignmentBytes != 0)
            yield return $"{buffer.Name} at {place.OffsetBytes} is not aligned to {buffer.AlignmentBytes} bytes";
    }

    /// <summary>
    /// Buffers collide first when one of them is born: then it is held against those that are older and still needed, which are found by
    /// their addresses, and against those that are born with it. Ends at the first step that has collisions.
    /// </summary>
    private static string[] PairsAreDisjoint(KernelProgram program, MemoryPlan plan)
    {
        var permits = program.Overlaps.ToLookup(p => (p.Step, p.Output, p.Input));
        var kept = program.Graph.Outputs.Where(program.Placements.ContainsKey).Select(id => program.Placements[id].Buffer).ToHashSet();
        var older = new SortedSet<(int Arena, int Begin, int Id)>();
        var needed = new PriorityQueue<ArenaBuffer, int>();
        foreach (var born in program.Buffers.GroupBy(b => b.FirstStep).OrderBy(g => g.Key))
        {
            while (needed.TryPeek(out var dead, out var last) && last < born.Key)
            {
                older.Remove(Key(dead));
                needed.Dequeue();
            }

            var together = born.OrderBy(Key).ToArray();
            var problems = together.SelectMany((b, i) =>
                Older(b).Concat(together.Skip(i + 1).TakeWhile(other => Begins(other, b))).Where(a => !MayOverlap(a, b))
                    .Select(a => (a, b)))
                .Select(p => p.a.Id.Value < p.b.Id.Value ? new { First = p.a, Second = p.b } : new { First = p.b, Second = p.a })
                .OrderBy(p => p.First.Id.Value).ThenBy(p => p.Second.Id.Value)
                .Select(p => $"{Range(p.First, plan)} and {Range(p.Second, plan)} overlap while step {born.Key} needs both")
                .ToArray();
            if (problems.Length > 0)
                return problems;
            foreach (var buffer in together)
            {
                older.Add(Key(buffer));
                needed.Enqueue(buffer, buffer.LastStep);
            }
        }

        return [];

        (int Arena, int Begin, int Id) Key(ArenaBuffer b) =>
            (plan.Offsets[b.Id.Value].Arena, plan.Offsets[b.Id.Value].OffsetBytes, b.Id.Value);

        long End(ArenaBuffer b) => (long)plan.Offsets[b.Id.Value].OffsetBytes + b.SizeBytes;

        // For buffers in order of address: the first of them begins before the second ends.
        bool Begins(ArenaBuffer other, ArenaBuffer b) =>
            plan.Offsets[other.Id.Value].Arena == plan.Offsets[b.Id.Value].Arena && plan.Offsets[other.Id.Value].OffsetBytes < End(b);

        // Those that are older do not overlap each other: of all that begin below, only the last can reach up.
        IEnumerable<ArenaBuffer> Older(ArenaBuffer b)
        {
            var (arena, begin, _) = Key(b);
            foreach (var (_, _, id) in older.GetViewBetween((arena, int.MinValue, 0), (arena, begin, int.MinValue)).Reverse().Take(1))
            {
                if (End(program.Buffers[id]) > begin)
                    yield return program.Buffers[id];
            }

            var end = (int)Math.Min(int.MaxValue, Math.Max(begin, End(b) - 1));
            foreach (var (_, _, id) in older.GetViewBetween((arena, begin, int.MinValue), (arena, end, int.MaxValue)))
                yield return program.Buffers[id];
        }

        bool MayOverlap(ArenaBuffer a, ArenaBuffer b) => IsPermitted(a, b) || IsPermitted(b, a);

        bool IsPermitted(ArenaBuffer output, ArenaBuffer input)
        {
            var step = output.FirstStep;
            return input.LastStep == step && !kept.Contains(input.Id)
                && permits[(step, output.Id, input.Id)]
                    .Any(p =>
                        (long)plan.Offsets[output.Id.Value].OffsetBytes + p.DistanceBytes <= plan.Offsets[input.Id.Value].OffsetBytes);
        }
    }

    private static IEnumerable<string> TensorIsInItsBuffer(KernelProgram program, TensorId id, TensorPlacement placement)
    {
        var buffer = program.Buffers[placement.Buffer.Value];
        var size = program.Graph[id].SizeBytes;
        if (placement.OffsetBytes < 0 || (long)placement.OffsetBytes + size > buffer.SizeBytes)
            yield return $"tensor {id} needs bytes {placement.OffsetBytes} to {(long)placement.OffsetBytes + size} of "
                + $"{buffer.Name}, which has {buffer.SizeBytes}";
    }

    private static IEnumerable<string> UseIsWithinLifetime(KernelProgram program, BufferUse use)
    {
        var buffer = program.Buffers[use.Buffer.Value];
        if (use.Step < buffer.FirstStep || use.Step > buffer.LastStep)
            yield return $"step {use.Step} uses {buffer.Name}, which lives from step {buffer.FirstStep} to step {buffer.LastStep}";
        if (use.OffsetBytes < 0 || use.OffsetBytes >= buffer.SizeBytes)
            yield return $"step {use.Step} uses {buffer.Name} at {use.OffsetBytes}, which has {buffer.SizeBytes} bytes";
    }

    private static IEnumerable<string> BoundHolds(MemoryPlan plan)
    {
        // The bound counts padding up to the end of one arena.
        if (plan.ArenaBytes is [var arena] && arena < plan.LowerBoundBytes)
            yield return $"the arena of {arena} bytes is below the lower bound of {plan.LowerBoundBytes}";
    }

    private static string Range(ArenaBuffer buffer, MemoryPlan plan)
    {
        var place = plan.Offsets[buffer.Id.Value];
        return $"{buffer.Name} [{place.OffsetBytes}, {(long)place.OffsetBytes + buffer.SizeBytes}) of arena {place.Arena}";
    }
}
