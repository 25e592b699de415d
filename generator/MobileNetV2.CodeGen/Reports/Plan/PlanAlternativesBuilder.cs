using System.Collections.Immutable;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>The frontier of RAM against cost for people: without points that the next undercuts in RAM at nearly the same cost.</summary>
internal static class PlanAlternativesBuilder
{
    private const double NearlyTheSameCost = 1.001;

    public static ImmutableArray<PlanAlternative> Build(ScheduleCandidates candidates)
    {
        var frontier = candidates.Frontier;
        return [.. frontier.Where((_, i) => i == 0 || i == frontier.Length - 1 || IsStep(frontier[i], frontier[i + 1])).Select(Alternative)];

        bool IsStep(ScheduleCandidate here, ScheduleCandidate next) =>
            next.Instructions > here.Instructions * NearlyTheSameCost || candidates.IsCheap(here) != candidates.IsCheap(next);

        PlanAlternative Alternative(ScheduleCandidate c) =>
            new(c.StreamSteps, c.StreamedOperators, c.NarrowestTile, c.ModelledPeakBytes, c.Instructions) { IsCheap = candidates.IsCheap(c) };
    }
}
