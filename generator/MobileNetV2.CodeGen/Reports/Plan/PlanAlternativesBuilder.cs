using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>
/// The frontier of RAM against cost for people: real plans, the chosen one among them, without points that another undercuts in both, or in
/// RAM at nearly the same cost.
/// </summary>
internal sealed class PlanAlternativesBuilder(ScheduleCandidates candidates)
{
    /// <summary>Tiles of schedules that are placed for the table alone.</summary>
    private const long MostTiles = 400_000;

    private long _tiles;

    /// <param name="stream">What --schedule stream takes, where that was not asked for.</param>
    public static ImmutableArray<PlanAlternative> Build(ScheduleCandidates candidates, PlannedProgram chosen, PlannedProgram? stream)
    {
        var builder = new PlanAlternativesBuilder(candidates);
        var others = candidates.Shown.Select(builder.Row);
        if (stream is not null && stream.Program.Steps.Any(s => s.Stream is not null))
            others = others.Prepend(builder.Row(stream) with { IsStream = true });
        return [.. builder.Undominated(builder.Row(chosen) with { IsChosen = true }, others)];
    }

    private PlanAlternative Row(PlannedProgram planned)
    {
        var steps = planned.Program.Steps;
        var streams = steps.Where(s => s.Stream is not null).Select(s => s.Stream!).ToArray();
        return Row(
            streams.Length,
            streams.Sum(s => s.Stages.Sum(g => g.Stage.Operators.Length)),
            streams.SelectMany(s => s.Stages).Select(s => s.Stage).Where(s => s.TileWidth < s.Columns.OutputLength).Select(s => s.TileWidth)
                .DefaultIfEmpty(0).Min(),
            planned.Plan.TotalArenaBytes,
            steps.Sum(s => s.EstimatedInstructions),
            steps.Sum(s => s.RecomputedMacs));
    }

    private PlanAlternative Row(ScheduleCandidate candidate)
    {
        _tiles += candidate.Tiles;
        if (_tiles > MostTiles || KernelLowering.Lower(candidate.Schedule, candidates.Kernels).Value is not { } program
            || BudgetCheck.Addressable(program) is not null)
        {
            return Row(candidate.StreamSteps, candidate.StreamedOperators, candidate.NarrowestTile, candidate.ModelledPeakBytes,
                candidate.Instructions, candidate.RecomputedMacs) with
            {
                IsModelled = true,
            };
        }

        return Row(
            candidate.StreamSteps,
            candidate.StreamedOperators,
            candidate.NarrowestTile,
            MemoryPlanner.Plan(program).TotalArenaBytes,
            program.Steps.Sum(s => s.EstimatedInstructions),
            candidate.RecomputedMacs);
    }

    /// <summary>What computes something again is only taken where a limit of RAM asks for it.</summary>
    private PlanAlternative Row(int streams, int streamed, int tile, long bytes, long instructions, long recomputedMacs) =>
        new(streams, streamed, tile, bytes, instructions)
        {
            IsCheap = recomputedMacs == 0 && candidates.IsCheap(instructions),
            RecomputedMacs = recomputedMacs,
        };

    /// <summary>
    /// Cheapest first, each with less RAM than all before it, and with enough less to pay for. The chosen plan stays, whatever decided
    /// for it; of what undercuts it, only what the request left no choice of: all else was tried and does not fit, or is a guess.
    /// </summary>
    private IEnumerable<PlanAlternative> Undominated(PlanAlternative own, IEnumerable<PlanAlternative> others)
    {
        var rows = others.Where(r => !r.IsUndercutBy(own) && (!candidates.IsChoice || !own.IsUndercutBy(r))).Append(own);
        PlanAlternative? last = null;
        foreach (var row in rows.OrderBy(r => r.EstimatedInstructions).ThenBy(r => r.ArenaBytes).ThenBy(r => !r.IsChosen && !r.IsStream))
        {
            var isGain = last is null
                || RamForCost.IsGain(last.ArenaBytes, last.EstimatedInstructions, row.ArenaBytes, row.EstimatedInstructions);
            var isLess = last is null || row.ArenaBytes < last.ArenaBytes;
            if (!isGain && !row.IsChosen && !(row.IsStream && isLess))
                continue;
            if (isLess)
                last = row;
            yield return row;
        }
    }
}
