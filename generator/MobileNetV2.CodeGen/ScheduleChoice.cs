using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen;

/// <summary>Lowers and places candidate schedules, round after round until one fits.</summary>
internal sealed class ScheduleChoice(ScheduleCandidates candidates, MemoryLimits limits, ICompileObserver? observer)
{
    private ImmutableArray<Diagnostic> _problems = [];
    private KernelProgram? _last;
    private int _tried;

    /// <summary>The first round's winner, or what the last schedule that was tried lacks.</summary>
    public Outcome<PlannedProgram> Choose(ScheduleMode mode)
    {
        foreach (var round in candidates.Rounds(limits.RamBytes, mode))
        {
            if (BestOf(round) is { } best)
                return new Outcome<PlannedProgram>(NotUndercut(best), []);
        }

        if (_last is null && _problems.IsEmpty)
            throw new InvalidOperationException("there is no schedule to try");
        return new Outcome<PlannedProgram>(null, [.. _problems, .. _last is null ? [] : FlashCheck.Of(_last, limits)]);
    }

    /// <summary>Cost and RAM of candidates are modelled, closely but not exactly: what is chosen is compared with those it is shown beside,
    /// as placed.</summary>
    private PlannedProgram NotUndercut(PlannedProgram chosen)
    {
        foreach (var rival in candidates.Rivals(Instructions(chosen.Program), chosen.Plan.TotalArenaBytes))
        {
            if (Lower(rival.Schedule) is not { } program || Instructions(program) > Instructions(chosen.Program)
                || MemoryPlanner.LowerBoundBytes(program) > chosen.Plan.TotalArenaBytes || Place(program) is not { } plan)
                continue;
            if (plan.TotalArenaBytes < chosen.Plan.TotalArenaBytes
                || (plan.TotalArenaBytes == chosen.Plan.TotalArenaBytes && Instructions(program) < Instructions(chosen.Program)))
                chosen = new PlannedProgram(program, plan) { Limits = limits };
        }

        return chosen;
    }

    /// <summary>Null when no schedule of the round fits.</summary>
    private PlannedProgram? BestOf(ScheduleRound round)
    {
        PlannedProgram? best = null;
        var lowest = double.PositiveInfinity;
        foreach (var schedule in round.Schedules)
        {
            if (Lower(schedule) is not { } program)
                continue;
            var instructions = Instructions(program);
            if (best is not null && RamForCost.Price(MemoryPlanner.LowerBoundBytes(program), instructions) >= lowest)
                continue;
            if (Place(program) is not { } plan || plan.TotalArenaBytes > round.MostBytes)
                continue;
            var price = RamForCost.Price(plan.TotalArenaBytes, instructions);
            if (price < lowest)
                (best, lowest) = (new PlannedProgram(program, plan) { Limits = limits }, price);
            if (!round.WantsBest)
                break;
        }

        return best;
    }

    private KernelProgram? Lower(Schedule schedule)
    {
        observer?.Begins(++_tried == 1 ? "placing buffers" : $"placing buffers, schedule {_tried}");
        var lowered = KernelLowering.Lower(schedule, candidates.Kernels);
        (_last, _problems) = (lowered.Value, lowered.Diagnostics);
        return lowered.Value;
    }

    private MemoryPlan? Place(KernelProgram program)
    {
        var outcome = RegionPlanner.Plan(program, limits);
        _problems = outcome.Diagnostics;
        return outcome.Succeeded ? outcome.Value : null;
    }

    private static long Instructions(KernelProgram program) => program.Steps.Sum(s => s.EstimatedInstructions);
}
