namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>A schedule on the frontier of RAM against cost, with the selection's estimates.</summary>
internal sealed record ScheduleCandidate(Schedule Schedule, long ModelledPeakBytes, long Instructions);
