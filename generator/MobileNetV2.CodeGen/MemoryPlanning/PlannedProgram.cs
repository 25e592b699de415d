using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A kernel program and offsets for its buffers, as the planner claims them.</summary>
internal sealed record PlannedProgram(KernelProgram Program, MemoryPlan Plan)
{
    /// <summary>What the plan had to keep to.</summary>
    public MemoryLimits Limits { get; init; } = MemoryLimits.None;
}
