using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>A width and resolution, and what its network needs.</summary>
/// <param name="Plan">Null when it does not fit.</param>
/// <param name="Reason">The error that says why; null when it fits.</param>
internal sealed record ExploredNetwork(double Width, int Resolution, PlanReport? Plan, Diagnostic? Reason = null);
