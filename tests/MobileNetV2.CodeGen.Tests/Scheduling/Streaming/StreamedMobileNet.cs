using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>MobileNetV2 streamed, on CMSIS-NN kernels for a Cortex-M7.</summary>
internal static class StreamedMobileNet
{
    /// <param name="ramBudgetBytes">Null for what <c>--schedule stream</c> gives.</param>
    /// <param name="recomputes">Expansions may be computed again where the budget asks for it.</param>
    public static PlannedProgram Plan(double width, int resolution, bool pushesRows, int? ramBudgetBytes = null, bool recomputes = true)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = width, Resolution = resolution });
        var request = new CompileRequest(graph, "net", "00", TargetCatalog.All.First(t => t.Core == Core.CortexM7))
        {
            Schedule = ScheduleMode.Stream,
            Kernels = KernelSet.CmsisNn,
            Input = pushesRows ? InputMode.Rows : InputMode.Frame,
            RamBudgetBytes = ramBudgetBytes,
            Without = recomputes ? [] : [CompileRequest.Recomputation],
        };
        return Compiler.Compile(request).Sound().Program;
    }
}
