using System.Collections.Immutable;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Lowering.Streaming;

/// <summary>A frontier may have hundreds of points: those that a table of RAM against cost shows.</summary>
internal static class ShownCandidates
{
    private const double NearlyTheSameCost = 1.001;

    private const double NoticeableCost = 1.01;

    private const int MostRows = 10;

    /// <summary>And so many more that compute something more than once.</summary>
    private const int MostRecomputing = 5;

    public static ImmutableArray<ScheduleCandidate> Of(ScheduleCandidates candidates)
    {
        var frontier = candidates.Frontier;
        ScheduleCandidate[] steps = [.. frontier.Where((c, i) =>
            i == 0 || i == frontier.Length - 1 || IsStep(candidates, c, frontier[i + 1]))];
        var every = Math.Max(1, (steps.Length + MostRows - 1) / MostRows);
        var rows = steps.Where((s, i) =>
            i % every == 0 || i == steps.Length - 1 || candidates.IsCheap(s) != candidates.IsCheap(steps[i + 1]))
            .Where(s => candidates.IsCheap(s) || !candidates.Recomputing.Any(s.IsUndercutBy));
        return [.. candidates.Layers is { } layers ? [layers] : Array.Empty<ScheduleCandidate>(), .. rows,
            .. Recomputing(candidates.Recomputing)];
    }

    private static bool IsStep(ScheduleCandidates candidates, ScheduleCandidate here, ScheduleCandidate next) =>
        next.Instructions > here.Instructions * NearlyTheSameCost || candidates.IsCheap(here) != candidates.IsCheap(next);

    /// <summary>Those behind which the next costs noticeably more, from the first to the last of them.</summary>
    private static IEnumerable<ScheduleCandidate> Recomputing(ImmutableArray<ScheduleCandidate> all)
    {
        var steps = all.Where((c, i) => i == all.Length - 1 || all[i + 1].Instructions > c.Instructions * NoticeableCost).ToArray();
        return steps.Length <= MostRecomputing
            ? steps
            : Enumerable.Range(0, MostRecomputing).Select(i => steps[i * (steps.Length - 1) / (MostRecomputing - 1)]);
    }
}
