using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>Compares what a program needs with what there is. Every answer says how much is missing,
/// where the peak is and what would help.</summary>
internal static class BudgetCheck
{
    /// <summary>Offsets are 32-bit numbers in the generated C.</summary>
    public static Diagnostic? Addressable(KernelProgram program)
    {
        var bytes = program.Buffers.Sum(b => (long)b.SizeBytes + b.AlignmentBytes);
        return bytes <= int.MaxValue ? null : MemoryDiagnostics.NotAddressable(program.Graph.Name, bytes);
    }

    public static IEnumerable<Diagnostic> Ram(KernelProgram program, MemoryPlan plan, MemoryLimits limits)
    {
        if (limits.RamBudgetBytes is { } budget && (long)plan.TotalArenaBytes + program.StateBytes > budget)
            yield return MemoryDiagnostics.RamBudgetExceeded(program, plan, budget);
    }

    /// <param name="constantsBytes">All constants, padding between them included.</param>
    public static IEnumerable<Diagnostic> Flash(KernelProgram program, long constantsBytes, MemoryLimits limits)
    {
        if (limits.FlashBudgetBytes is { } budget && constantsBytes > budget)
            yield return MemoryDiagnostics.FlashBudgetExceeded(program.Graph.Name, constantsBytes, budget);
        if (limits.WeightsRegion is { } region && constantsBytes > region.SizeBytes)
            yield return MemoryDiagnostics.WeightsRegionTooSmall(program, constantsBytes, region, limits);
    }

    /// <summary>Why <see cref="RegionAssignment"/> found nothing.</summary>
    public static Diagnostic NoRegionsFit(KernelProgram program, MemoryPlan together, MemoryLimits limits)
    {
        var homeless = program.Buffers.FirstOrDefault(b => RegionAssignment.Allowed(b, limits).All(r => r.SizeBytes < b.SizeBytes));
        return homeless is null
            ? MemoryDiagnostics.RegionsTooSmall(program, together, limits)
            : MemoryDiagnostics.BufferFitsNoRegion(program, homeless, RegionAssignment.Allowed(homeless, limits));
    }
}
