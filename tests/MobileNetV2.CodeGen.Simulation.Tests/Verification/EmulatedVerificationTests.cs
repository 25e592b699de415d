using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Networks as C on emulated Cortex-M cores against the reference interpreter: small ones on every core,
/// large ones on a few.</summary>
public class EmulatedVerificationTests
{
    public static TheoryData<string, KernelSet> Cores
    {
        get
        {
            var data = new TheoryData<string, KernelSet>();
            foreach (var core in new[] { "cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55", "cortex-m85" })
            {
                data.Add(core, KernelSet.Portable);
                data.Add(core, KernelSet.CmsisNn);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cores))]
    public async Task A_built_network_is_bit_exact_on_every_core(string core, KernelSet kernels)
    {
        var graph = MobileNetV2Builder.Build(
            new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5, UInt8Border = kernels == KernelSet.Portable });
        var report = await Networks.MustBeExact(Networks.Request(graph, core, kernels) with { RandomCases = 3 });
        Assert.Equal(kernels == KernelSet.CmsisNn ? "cmsis-nn" : "portable", report.Kernels);
        Assert.StartsWith("mps", report.Machine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cortex-m4", 1)]
    [InlineData("cortex-m55", 2)]
    [InlineData("stm32h743", 3)]
    public async Task A_random_network_with_bound_weights_is_bit_exact(string target, ulong seed)
    {
        var request = Networks.Request(RandomGraphs.Network(seed), target);
        await Networks.MustBeExact(request with { Compile = request.Compile with { Weights = WeightsFormat.Bin } });
    }

    [SkippableTheory]
    [InlineData("person_detect", "cortex-m4", KernelSet.CmsisNn)]
    [InlineData("vww_96_int8", "cortex-m55", KernelSet.CmsisNn)]
    [InlineData("kws_ref_model", "cortex-m0plus", KernelSet.Portable)]
    [InlineData("ad01_int8", "cortex-m33", KernelSet.CmsisNn)]
    [InlineData("pretrainedResnet_quant", "cortex-m7", KernelSet.CmsisNn)]
    [InlineData("mobilenet_v2_1.0_224_int8", "cortex-m4", KernelSet.Portable)]
    public async Task Real_networks_are_bit_exact(string model, string target, KernelSet kernels)
    {
        var request = Networks.Request(Networks.Real(model), target, kernels);
        await Networks.MustBeExact(request with { RandomCases = 1, Compile = request.Compile with { Weights = WeightsFormat.IncBin } });
    }

    [Fact]
    public async Task A_network_too_large_for_the_machine_is_refused_with_the_missing_bytes()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5 });
        var outcome =
            await Simulation.Verification.Verifier.VerifyAsync(Networks.Request(graph, "cortex-m4") with { StackBytes = 5_000_000 });
        var diagnostic = Assert.Single(outcome.Diagnostics, d => d.IsError);
        Assert.Equal("MNV6003", diagnostic.Code);
        Assert.Matches("^memory 'ssram23' of 'mps2-an386' lacks [0-9,]+ bytes$", diagnostic.Message);
    }
}
