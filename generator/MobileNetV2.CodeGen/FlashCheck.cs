using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;

namespace MobileNetV2.CodeGen;

/// <summary>Whether the constants fit, as they will be laid out.</summary>
internal static class FlashCheck
{
    public static IEnumerable<Diagnostic> Of(KernelProgram program, MemoryLimits limits) =>
        BudgetCheck.Flash(program, WeightsLayout.Of(program.Constants, limits.BindsWeights).SizeBytes, limits);
}
