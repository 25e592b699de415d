using MobileNetV2.CodeGen.Builder;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>MobileNetV2 planned for the least RAM, on portable kernels for a Cortex-M7.</summary>
internal static class StreamedMobileNet
{
    public static PlannedProgram Plan(double width, int resolution, bool pushesRows)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = width, Resolution = resolution });
        var target = TargetCatalog.All.First(t => t.Core == Core.CortexM7);
        var layers = LayerScheduler.Schedule(graph);
        var costs = StreamCosts.Of(layers, target, KernelSet.Portable);
        var frontier = new CutSelector(layers, costs, pushesRows ? graph.Inputs[0] : null).Frontier();
        var program = KernelLowering.Lower(frontier[^1].Schedule, target, KernelSet.Portable).Value!;
        return new PlannedProgram(program, MemoryPlanner.Plan(program));
    }
}
