using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen;

/// <summary>What to compile, for what, and how.</summary>
/// <param name="Graph">An imported graph.</param>
/// <param name="Name">Prefix of every external name: a C identifier.</param>
/// <param name="ModelSha256">Hex digest of the model file, for the provenance header.</param>
public sealed record CompileRequest(Graph Graph, string Name, string ModelSha256, Target Target)
{
    public ScheduleMode Schedule { get; init; } = ScheduleMode.Auto;

    public KernelSet Kernels { get; init; } = KernelSet.Auto;

    public BorderMode Io { get; init; } = BorderMode.Native;

    public WeightsFormat Weights { get; init; } = WeightsFormat.C;

    /// <summary>Largest arena allowed, in bytes; null takes the target's region, if it has one.</summary>
    public int? RamBudgetBytes { get; init; }
}
