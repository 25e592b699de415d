namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A schedule on the frontier of RAM against cost, with the selection's estimates.</summary>
/// <param name="Made">Most candidates are only looked at; playing the streams of a schedule takes a moment.</param>
internal sealed record ScheduleCandidate(Lazy<Schedule> Made, long ModelledPeakBytes, long Instructions)
{
    public Schedule Schedule => Made.Value;
}
