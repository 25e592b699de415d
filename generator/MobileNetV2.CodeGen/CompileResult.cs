using System.Collections.Immutable;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.CmsisNn;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Targets;

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

    /// <summary>Where tensors lie while the generated C runs.</summary>
    public TensorLayout Layout => TensorLayout.Of(Program);

    /// <summary>The kernels that the generated C calls first.</summary>
    public KernelSet Kernels => Program.Program.Kernels;

    /// <summary>Calls of CMSIS-NN whose working memory the library can confirm; empty without such calls.</summary>
    public ImmutableArray<ScratchQuestion> ScratchQuestions => NetworkQuestions.Of(Program.Program);

    /// <summary>The program that was emitted.</summary>
    internal PlannedProgram Program { get; }
}
