using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Reports.Plan;

namespace MobileNetV2.CodeGen;

/// <summary>What a compile gives: files to write and the figures behind them.</summary>
public sealed record CompileResult
{
    internal CompileResult(PlannedProgram program, ImmutableArray<GeneratedFile> files, PlanReport plan) =>
        (Program, Files, Plan) = (program, files, plan);

    /// <summary>The graph that the C computes: the imported one after all passes.</summary>
    public Graph Graph => Program.Program.Graph;

    /// <summary>In the order in which a person would open them.</summary>
    public ImmutableArray<GeneratedFile> Files { get; init; }

    /// <summary>The same figures as in <c>m_report.json</c>.</summary>
    public PlanReport Plan { get; }

    /// <summary>The default linker section of the arena; null when it goes with other zeros.</summary>
    internal string? ArenaSection { get; init; }

    /// <summary>The program that was emitted, for the simulation to find tensors in the arena.</summary>
    internal PlannedProgram Program { get; }
}
