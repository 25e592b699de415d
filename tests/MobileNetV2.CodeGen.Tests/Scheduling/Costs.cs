using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Scheduling;

/// <summary>What scheduling asks of the portable kernels.</summary>
internal static class Costs
{
    public static IStepCosts Of(Graph graph) =>
        new StreamCosts(new KernelChoices(graph, TargetCatalog.Find("cortex-m4").Sound(), KernelSet.Portable));
}
