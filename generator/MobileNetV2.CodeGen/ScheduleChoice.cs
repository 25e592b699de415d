using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen;

/// <summary>Lowers and places candidate schedules, round after round until one fits.</summary>
internal sealed class ScheduleChoice(ScheduleCandidates candidates, MemoryLimits limits, ICompileObserver? observer)
{
    private ImmutableArray<Diagnostic> _problems = [];
    private KernelProgram? _last;
    private int _tried;

    /// <summary>The first round's winner, or what the last schedule that was tried lacks.</summary>
    public Outcome<PlannedProgram> Choose()
    {
        foreach (var round in candidates.Rounds(limits.RamBytes))
        {
            if (BestOf(round) is { } best)
                return new Outcome<PlannedProgram>(best, []);
        }

        if (_last is null && _problems.IsEmpty)
            throw new InvalidOperationException("there is no schedule to try");
        return new Outcome<PlannedProgram>(null, [.. _problems, .. _last is null ? [] : FlashCheck.Of(_last, limits)]);
    }

    /// <summary>Null when no schedule of the round fits.</summary>
    private PlannedProgram? BestOf(ScheduleRound round)
    {
        PlannedProgram? best = null;
        var lowest = double.PositiveInfinity;
        foreach (var schedule in round.Schedules)
        {
            observer?.Begins(++_tried == 1 ? "placing buffers" : $"placing buffers, schedule {_tried}");
            var lowered = KernelLowering.Lower(schedule, candidates.Kernels);
            (_last, _problems) = (lowered.Value, lowered.Diagnostics);
            if (lowered.Value is not { } program)
                continue;
            var instructions = program.Steps.Sum(s => s.EstimatedInstructions);
            if (best is not null && RamForCost.Price(MemoryPlanner.LowerBoundBytes(program), instructions) >= lowest)
                continue;
            var outcome = RegionPlanner.Plan(program, limits);
            _problems = outcome.Diagnostics;
            if (outcome.Value is not { } plan || !outcome.Succeeded)
                continue;
            if (plan.TotalArenaBytes > round.MostBytes)
                continue;
            var price = RamForCost.Price(plan.TotalArenaBytes, instructions);
            if (price < lowest)
                (best, lowest) = (new PlannedProgram(program, plan) { Limits = limits }, price);
            if (!round.WantsBest)
                break;
        }

        return best;
    }
}
