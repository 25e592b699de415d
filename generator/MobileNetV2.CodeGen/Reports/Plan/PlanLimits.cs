using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What a plan has to fit into.</summary>
/// <param name="RamBudgetBytes">Of <c>--ram-budget</c>, or null.</param>
/// <param name="FlashBudgetBytes">Of <c>--flash-budget</c>, or null.</param>
/// <param name="ArenaRegions">Regions that the arena may be in, the preferred one first; empty when the target has none.</param>
/// <param name="WeightsRegion">The region of the constants; empty when the target has none, or the caller binds them at run time.</param>
/// <param name="Regions">All memory of the target.</param>
public sealed record PlanLimits(
    long? RamBudgetBytes,
    long? FlashBudgetBytes,
    ImmutableArray<string> ArenaRegions,
    string WeightsRegion,
    ImmutableArray<PlanRegion> Regions)
{
    public static PlanLimits None { get; } = new(null, null, [], "", []);
}
