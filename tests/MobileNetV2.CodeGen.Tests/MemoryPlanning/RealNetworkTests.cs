using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.MemoryPlanning;

/// <summary>Arena bytes of real networks, layer by layer. What the most used interpreter needs for activations is always enough.</summary>
public class RealNetworkTests
{
    [SkippableTheory]
    [InlineData("mobilenet_v2_1.0_224_int8", 1_505_280)]
    [InlineData("vww_96_int8", 73_728)]
    [InlineData("pretrainedResnet_quant", 49_728)]
    [InlineData("kws_ref_model", 16_000)]
    [InlineData("ad01_int8", 2_048)] // Values widened for pairs of channels: 46 % fewer instructions.
    [InlineData("person_detect", 55_296)]
    public void Layer_by_layer_the_arena_is_small(string model, int mostBytes)
    {
        var program = Lower(model, KernelSet.Portable);
        var plan = MemoryPlanner.Plan(program);

        Assert.Empty(MemoryPlanVerifier.Verify(program, plan));
        Assert.True(plan.IsOptimal);
        Assert.True(plan.TotalArenaBytes <= mostBytes,
            $"{plan.TotalArenaBytes} bytes, at most {mostBytes} expected; lower bound {plan.LowerBoundBytes} at step {plan.PeakStep}");
    }

    [SkippableTheory]
    [InlineData("mobilenet_v2_1.0_224_int8", 1_505_280)]
    [InlineData("vww_96_int8", 73_728)]
    [InlineData("pretrainedResnet_quant", 49_728)]
    [InlineData("kws_ref_model", 16_000)]
    [InlineData("ad01_int8", 768)]
    [InlineData("person_detect", 55_296)]
    public void A_budget_of_the_activations_is_enough(string model, int budget)
    {
        var request = new CompileRequest(Import(model), "net", new string('0', 64), TargetCatalog.Find("cortex-m4").Sound())
        {
            Kernels = KernelSet.Portable,
            Schedule = ScheduleMode.Layers,
            RamBudgetBytes = budget,
        };

        Assert.InRange(Compiler.Plan(request).Sound().ArenaBytes, 1, budget);
    }

    [SkippableTheory]
    [InlineData("mobilenet_v2_1.0_224_int8", 1_505_280)]
    [InlineData("vww_96_int8", 55_296)]
    public void The_official_kernels_need_no_more_than_their_tensors(string model, int mostBytes)
    {
        var plan = MemoryPlanner.Plan(Lower(model, KernelSet.CmsisNn));

        Assert.True(plan.TotalArenaBytes <= mostBytes, $"{plan.TotalArenaBytes} bytes, at most {mostBytes} expected");
        Assert.Equal(plan.LowerBoundBytes, plan.TotalArenaBytes);
    }

    private static Graph Import(string model) => ModelImporter.Import(
        File.ReadAllBytes(SharedData.Require("models", model + ".tflite")), model + ".tflite", _ => null).Sound();

    private static KernelProgram Lower(string model, KernelSet kernels)
    {
        var graph = PassPipeline.Run(Import(model), new PassContext(BorderMode.Native)).Sound();
        var choices = new KernelChoices(graph, TargetCatalog.Find("cortex-m4").Sound(), kernels);
        return KernelLowering.Lower(LayerScheduler.Schedule(choices.Graph, new StreamCosts(choices)), choices).Sound();
    }
}
