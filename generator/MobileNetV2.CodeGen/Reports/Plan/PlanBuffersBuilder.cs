using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What is where in the arenas of a planned program.</summary>
internal static class PlanBuffersBuilder
{
    public static ImmutableArray<PlanBuffer> Buffers(PlannedProgram planned)
    {
        var contents = Contents(planned.Program).ToLookup(c => c.Buffer, c => c.Content);
        return
        [
            .. planned.Program.Buffers.OrderBy(b => b.Id.Value).Select(b => new PlanBuffer(
                b.Name,
                BufferKinds.Name(b.Kind),
                b.SizeBytes,
                planned.Plan[b.Id].Arena,
                planned.Plan[b.Id].OffsetBytes,
                b.FirstStep,
                b.LastStep)
            {
                Contents = [.. contents[b.Id].OrderBy(c => c.Tensor)],
            }),
        ];
    }

    /// <summary>Pairs that do share bytes: a permit alone does not say that the plan makes use of it.</summary>
    public static ImmutableArray<PlanOverlap> Overlaps(PlannedProgram planned) =>
    [
        .. planned.Program.Overlaps
            .Select(p => Overlap(p.Step, planned.Program.Buffers[p.Output.Value], planned.Program.Buffers[p.Input.Value], planned.Plan))
            .Where(o => o.SharedBytes > 0)
            .Distinct()
            .OrderBy(o => o.Step)
            .ThenBy(o => o.Written, StringComparer.Ordinal)
            .ThenBy(o => o.Read, StringComparer.Ordinal),
    ];

    private static PlanOverlap Overlap(int step, ArenaBuffer written, ArenaBuffer read, MemoryPlan plan) =>
        new(step, written.Name, read.Name, SharedBytes(plan, written, read));

    private static int SharedBytes(MemoryPlan plan, ArenaBuffer a, ArenaBuffer b)
    {
        var (first, second) = (plan[a.Id], plan[b.Id]);
        if (first.Arena != second.Arena)
            return 0;
        var end = Math.Min(first.OffsetBytes + a.SizeBytes, second.OffsetBytes + b.SizeBytes);
        return Math.Max(0, end - Math.Max(first.OffsetBytes, second.OffsetBytes));
    }

    private static IEnumerable<(BufferId Buffer, PlanContent Content)> Contents(KernelProgram program)
    {
        foreach (var (id, place) in program.Placements)
            yield return (place.Buffer, Content(program.Graph[id], place.OffsetBytes, null));
        foreach (var stream in program.Steps.Select(s => s.Stream).OfType<StreamCode>())
        {
            foreach (var store in stream.Stores.Values.Where(s => !program.Placements.ContainsKey(s.Tensor)))
                yield return (store.Buffer, Content(program.Graph[store.Tensor], store.OffsetBytes, store.RingPixels));
        }
    }

    private static PlanContent Content(Tensor tensor, int offsetBytes, int? ringPixels) =>
        new(tensor.Id.Value, tensor.Name, tensor.Type.CName(), tensor.Shape.Dimensions, offsetBytes, ringPixels);
}
