using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>What an emulated core said about a plan: figures of <c>bench</c>, for the report.</summary>
/// <param name="Machine">The emulated machine.</param>
/// <param name="OfficialCmsisNn">True when an installed CMSIS-NN was linked.</param>
/// <param name="Instructions">Retired in one inference.</param>
/// <param name="CodeBytes">Code and read-only data without the network's constants.</param>
/// <param name="StackBytes">Worst stack of one inference.</param>
/// <param name="StepInstructions">Of each step, by index.</param>
public sealed record PlanMeasurement(
    string Machine,
    bool OfficialCmsisNn,
    string Optimization,
    long Instructions,
    long CodeBytes,
    long StackBytes,
    ImmutableArray<long> StepInstructions);
