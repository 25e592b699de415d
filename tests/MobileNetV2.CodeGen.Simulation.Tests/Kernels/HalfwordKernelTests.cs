using System.Collections.Immutable;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Kernels;

/// <summary>Kernels for Cortex-M0+ and M3, two pixels in a word: the assembly on emulated cores,
/// the form in C here under sanitizers.</summary>
public class HalfwordKernelTests
{
    [Theory]
    [InlineData("host", 4, 41)]
    [InlineData("host", 2, 42)]
    [InlineData("cortex-m0plus", 2, 43)]
    [InlineData("cortex-m3", 4, 44)]
    public Task Layers_of_every_geometry_are_exact(string target, int pixelsAtOnce, ulong seed) => MustTake(
        target, pixelsAtOnce, seed, r => g => LayerScheduler.Schedule(
            g, new StreamCosts(new KernelChoices(g, r.Target, r.Kernels, r.FirstKernels))));

    [Theory]
    [InlineData("host", 4, 51)]
    [InlineData("host", 2, 52)]
    [InlineData("cortex-m0plus", 4, 53)]
    [InlineData("cortex-m3", 2, 54)]
    public Task Streams_of_every_geometry_are_exact(string target, int pixelsAtOnce, ulong seed) =>
        MustTake(target, pixelsAtOnce, seed, _ => g => LongestChains.Of(g, tilePixels: 5));

    private static async Task MustTake(
        string target, int pixelsAtOnce, ulong seed, Func<CompileRequest, Func<Graphs.Graph, Schedule>> schedule)
    {
        var request = Networks.Request(RandomGraphs.Windows(seed), target);
        ImmutableArray<KernelRule> first = [new ConvolveHalfwords(pixelsAtOnce, isForAll: true), new FullyConnectFours(isForAll: true)];
        var compile = request.Compile with { FirstKernels = first };
        request = request with
        {
            RandomCases = 2,
            Sanitize = target == "host",
            Compile = compile with { FixedSchedule = schedule(compile) },
        };

        var functions = Compiler.Plan(request.Compile).Sound().Steps.SelectMany(s => s.Functions);
        Assert.Contains(functions, f => f.StartsWith("mnv2_convolve_halfwords", StringComparison.Ordinal));
        await Networks.MustBeExact(request);
    }
}
