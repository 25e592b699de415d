using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A schedule on the frontier of RAM against cost, with the selection's estimates.</summary>
/// <param name="Made">Most candidates are only looked at; playing the streams of a schedule takes a moment.</param>
/// <param name="Cuts">The steps.</param>
/// <param name="NarrowestTile">Pixels of the narrowest tile; 0 when all tiles are whole rows.</param>
internal sealed record ScheduleCandidate(
    Lazy<Schedule> Made, ImmutableArray<CutCandidate> Cuts, long ModelledPeakBytes, long Instructions, int StreamSteps,
    int StreamedOperators, int NarrowestTile)
{
    public Schedule Schedule => Made.Value;

    /// <summary>Whether another takes no more RAM and no more instructions.</summary>
    public bool IsUndercutBy(ScheduleCandidate other) =>
        other.ModelledPeakBytes <= ModelledPeakBytes && other.Instructions <= Instructions;

    /// <summary>Multiply-accumulates over those of computing everything once.</summary>
    public long RecomputedMacs { get; init; }

    /// <summary>Of all streams: what playing the schedule takes time for.</summary>
    public long Tiles { get; init; }
}
