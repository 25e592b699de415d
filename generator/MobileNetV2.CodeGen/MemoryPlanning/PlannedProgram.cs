using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>A kernel program whose buffers have verified offsets: everything emission needs.</summary>
internal sealed record PlannedProgram(KernelProgram Program, MemoryPlan Plan);
