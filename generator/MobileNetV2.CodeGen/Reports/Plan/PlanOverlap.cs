namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>Two buffers that use the same bytes in one step,
/// because the order of the step's reads and writes is proved to allow it.</summary>
/// <param name="Written">The buffer that grows into the bytes.</param>
/// <param name="Read">The buffer whose bytes are already dead when they are overwritten.</param>
public sealed record PlanOverlap(int Step, string Written, string Read, int SharedBytes);
