using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen;

/// <summary>What a compile gives: files to write and the figures behind them.</summary>
/// <param name="Graph">The graph that the C computes: the imported one after all passes.</param>
/// <param name="Files">In the order in which a person would open them.</param>
/// <param name="Plan">The same figures as in <c>m_report.json</c>.</param>
public sealed record CompileResult(Graph Graph, ImmutableArray<GeneratedFile> Files, PlanReport Plan)
{
    /// <summary>The program that was emitted, for the simulation to find tensors in the arena.</summary>
    internal PlannedProgram Program { get; init; } = null!;
}
