using System.Collections.Immutable;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen.Reports.Page;

/// <summary>A plan on a page.</summary>
/// <param name="Label">What tells it from the other plan; empty when there is one.</param>
/// <param name="Measured">Null unless a benchmark was run.</param>
/// <param name="Errors">Null unless the network was compared with its float network.</param>
internal sealed record ReportPlan(
    string Label, PlanReport Plan, ImmutableArray<PlanAdvice> Advice, PlanMeasurement? Measured, PlanErrors? Errors = null);
