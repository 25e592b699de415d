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

    private static IEnumerable<string> PairsAreDisjoint(KernelProgram program, MemoryPlan plan)
    {
        for (var i = 0; i < program.Buffers.Length; i++)
        {
            for (var j = i + 1; j < program.Buffers.Length; j++)
            {
                var (a, b) = (program.Buffers[i], program.Buffers[j]);
                if (ShareBytes(a, b, plan) && FirstCollision(program, plan, a, b) is { } step)
                    yield return $"{Range(a, plan)} and {Range(b, plan)} overlap while step {step} needs both";
            }
        }
    }

    private static int? FirstCollision(KernelProgram program, MemoryPlan plan, ArenaBuffer a, ArenaBuffer b)
    {
        for (var step = a.FirstStep; step <= a.LastStep; step++)
        {
            var needsBoth = b.FirstStep <= step && step <= b.LastStep;
            if (needsBoth && !IsPermitted(program, plan, step, a, b) && !IsPermitted(program, plan, step, b, a))
                return step;
        }

        return null;
    }

    private static bool ShareBytes(ArenaBuffer a, ArenaBuffer b, MemoryPlan plan)
    {
        var placeA = plan.Offsets[a.Id.Value];
        var placeB = plan.Offsets[b.Id.Value];
        return placeA.Arena == placeB.Arena
            && placeA.OffsetBytes < (long)placeB.OffsetBytes + b.SizeBytes
            && placeB.OffsetBytes < (long)placeA.OffsetBytes + a.SizeBytes;
    }

    private static bool IsPermitted(KernelProgram program, MemoryPlan plan, int step, ArenaBuffer output, ArenaBuffer input) =>
        program.Overlaps.Any(p =>
            p.Step == step && p.Output == output.Id && p.Input == input.Id
            && input.LastStep == step && output.FirstStep == step && !IsReadByTheCaller(program, input)
            && (long)plan.Offsets[output.Id.Value].OffsetBytes + p.DistanceBytes <= plan.Offsets[input.Id.Value].OffsetBytes);

    private static bool IsReadByTheCaller(KernelProgram program, ArenaBuffer buffer) =>
        program.Graph.Outputs.Any(id => program.Placements.TryGetValue(id, out var place) && place.Buffer == buffer.Id);

    private static IEnumerable<string> TensorIsInItsBuffer(KernelProgram program, TensorId id, TensorPlacement placement)
    {
        var buffer = program.Buffers[placement.Buffer.Value];
        var size = program.Graph[id].SizeBytes;
        if (placement.OffsetBytes < 0 || (long)placement.OffsetBytes + size > buffer.SizeBytes)
            yield return $"tensor {id} needs bytes {placement.OffsetBytes} to {(long)placement.OffsetBytes + size} of {buffer.Name}, which has {buffer.SizeBytes}";
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
