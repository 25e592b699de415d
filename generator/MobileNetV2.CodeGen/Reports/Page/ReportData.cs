using System.Collections.Immutable;
using MobileNetV2.CodeGen.Reports.Comparison;

namespace MobileNetV2.CodeGen.Reports.Page;

/// <summary>Everything that the scripts of a page draw: its one block of JSON.</summary>
/// <param name="Plans">One, or two that are compared.</param>
/// <param name="Comparison">Null for one plan.</param>
internal sealed record ReportData(ImmutableArray<ReportPlan> Plans, PlanComparison? Comparison);
