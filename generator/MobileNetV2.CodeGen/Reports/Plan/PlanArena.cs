namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>One arena of a plan.</summary>
/// <param name="Region">The target's memory region; empty when the target names none.</param>
public sealed record PlanArena(string Region, long SizeBytes);
