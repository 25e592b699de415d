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
internal sealed class PlanAlternativesBuilder(ScheduleCandidates candidates, PlannedProgram chosen)
{
    private const double NearlyTheSameCost = 1.001;

    private const double NoticeableCost = 1.01;

    private const int MostRows = 10;

    /// <summary>And so many more that compute something more than once.</summary>
    private const int MostRecomputing = 5;

    /// <summary>Tiles of schedules that are placed for the table alone.</summary>
    private const long MostTiles = 400_000;

    private long _tiles;

    public static ImmutableArray<PlanAlternative> Build(ScheduleCandidates candidates, PlannedProgram chosen) =>
        new PlanAlternativesBuilder(candidates, chosen).Build();

    private ImmutableArray<PlanAlternative> Build()
    {
        var frontier = candidates.Frontier;
        ScheduleCandidate[] steps =
            [.. frontier.Where((_, i) => i == 0 || i == frontier.Length - 1 || IsStep(frontier[i], frontier[i + 1]))];
        var every = Math.Max(1, (steps.Length + MostRows - 1) / MostRows);
        var rows = steps.Where((s, i) =>
            i % every == 0 || i == steps.Length - 1 || candidates.IsCheap(s) != candidates.IsCheap(steps[i + 1]))
            .Where(s => candidates.IsCheap(s) || !candidates.Recomputing.Any(s.IsUndercutBy)).Select(Row);
        rows = rows.Concat(Recomputing().Select(Row));
        return [.. Undominated(candidates.Layers is { } layers ? [Chosen(), Row(layers), .. rows] : [Chosen(), .. rows])];
    }

    /// <summary>Those behind which the next costs noticeably more, from the first to the last of them.</summary>
    private IEnumerable<ScheduleCandidate> Recomputing()
    {
        var all = candidates.Recomputing;
        var steps = all.Where((c, i) => i == all.Length - 1 || all[i + 1].Instructions > c.Instructions * NoticeableCost).ToArray();
        return steps.Length <= MostRecomputing
            ? steps
            : Enumerable.Range(0, MostRecomputing).Select(i => steps[i * (steps.Length - 1) / (MostRecomputing - 1)]);
    }

    private bool IsStep(ScheduleCandidate here, ScheduleCandidate next) =>
        next.Instructions > here.Instructions * NearlyTheSameCost || candidates.IsCheap(here) != candidates.IsCheap(next);

    private PlanAlternative Chosen()
    {
        var steps = chosen.Program.Steps;
        var streams = steps.Where(s => s.Stream is not null).Select(s => s.Stream!).ToArray();
        return Row(
            streams.Length,
            streams.Sum(s => s.Stages.Sum(g => g.Stage.Operators.Length)),
            streams.SelectMany(s => s.Stages).Select(s => s.Stage).Where(s => s.TileWidth < s.Columns.OutputLength).Select(s => s.TileWidth)
                .DefaultIfEmpty(0).Min(),
            chosen.Plan.TotalArenaBytes,
            steps.Sum(s => s.EstimatedInstructions),
            steps.Sum(s => s.RecomputedMacs)) with
        {
            IsChosen = true,
        };
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

    /// <summary>Cheapest first, each with less RAM than all before it, and with enough less to pay for.
    /// The chosen plan stays, whatever decided for it.</summary>
    private static IEnumerable<PlanAlternative> Undominated(IEnumerable<PlanAlternative> rows)
    {
        PlanAlternative? last = null;
        foreach (var row in rows.OrderBy(r => r.EstimatedInstructions).ThenBy(r => r.ArenaBytes).ThenBy(r => !r.IsChosen))
        {
            var isGain = last is null
                || RamForCost.IsGain(last.ArenaBytes, last.EstimatedInstructions, row.ArenaBytes, row.EstimatedInstructions);
            if (!isGain && !row.IsChosen)
                continue;
            if (isGain)
                last = row;
            yield return row;
        }
    }
}
