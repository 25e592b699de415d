using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Kernels;

/// <summary>Kernels for cores with DSP that work in less memory: a plan takes them only where the arena is largest.</summary>
public class ThriftyKernelTests
{
    private const string Convolution = "mnv2_convolve_quads";
    private const string Depthwise = "mnv2_depthwise_quads";

    [Theory]
    [InlineData("host", 2, ScheduleMode.Layers, 21)]
    [InlineData("host", 1, ScheduleMode.Stream, 24)]
    [InlineData("cortex-m4", 2, ScheduleMode.Layers, 31)]
    [InlineData("cortex-m33", 1, ScheduleMode.Layers, 32)]
    [InlineData("cortex-m7", 1, ScheduleMode.Stream, 33)]
    public Task Convolutions_of_fewer_pixels_at_once_are_exact(string target, int pixelsAtOnce, ScheduleMode schedule, ulong seed) =>
        MustTake(WithDsp(Networks.Request(RandomGraphs.Windows(seed), target), schedule), pixelsAtOnce, Convolution);

    [Theory]
    [InlineData("host", 32, ScheduleMode.Layers, false)]
    [InlineData("host", 40, ScheduleMode.Stream, false)]
    [InlineData("host", 40, ScheduleMode.Layers, true)]
    [InlineData("host", 56, ScheduleMode.Stream, true)]
    [InlineData("cortex-m4", 40, ScheduleMode.Layers, false)]
    [InlineData("cortex-m7", 56, ScheduleMode.Layers, true)]
    public Task Depthwise_convolutions_by_way_of_stack_or_scratch_are_exact(
        string target, int resolution, ScheduleMode schedule, bool hasScratch)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = resolution, Classes = 3 });
        return MustTake(WithDsp(Networks.Request(graph, target), schedule), pixelsAtOnce: 4, hasScratch, Depthwise);
    }

    [Theory]
    [InlineData("host", 4, ScheduleMode.Layers, 1)]
    [InlineData("host", 4, ScheduleMode.Stream, 2)]
    [InlineData("host", 2, ScheduleMode.Layers, 3)]
    [InlineData("host", 1, ScheduleMode.Stream, 4)]
    [InlineData("cortex-m4", 4, ScheduleMode.Layers, 5)]
    [InlineData("cortex-m7", 4, ScheduleMode.Stream, 6)]
    [InlineData("cortex-m33", 2, ScheduleMode.Layers, 7)]
    public Task Weights_with_a_zero_point_are_exact(string target, int pixelsAtOnce, ScheduleMode schedule, ulong seed) =>
        MustTake(WithDsp(Networks.Request(RandomGraphs.ZeroPoints(seed), target), schedule), pixelsAtOnce, Convolution, Depthwise);

    /// <summary>The host runs the C twins of the instructions, under sanitizers.</summary>
    private static VerifyRequest WithDsp(VerifyRequest request, ScheduleMode schedule)
    {
        var compile = request.Compile with { Schedule = schedule };
        if (compile.Target.Name != "host")
            return request with { Compile = compile };
        var target = compile.Target with { HasDsp = true, CompilerFlags = InstructionsInC.Dsp };
        return request with { Sanitize = true, Compile = compile with { Target = target } };
    }

    private static Task MustTake(VerifyRequest request, int pixelsAtOnce, params string[] kernels) =>
        MustTake(request, pixelsAtOnce, hasScratch: false, kernels);

    private static async Task MustTake(VerifyRequest request, int pixelsAtOnce, bool hasScratch, params string[] kernels)
    {
        request = request with
        {
            RandomCases = 2,
            Compile = request.Compile with { FirstKernels = [new ConvolveQuads(pixelsAtOnce), new DepthwiseQuads(hasScratch)] },
        };

        var functions = Compiler.Plan(request.Compile).Sound().Steps.SelectMany(s => s.Functions).ToArray();
        Assert.All(kernels, k => Assert.Contains(functions, f => f.StartsWith(k, StringComparison.Ordinal)));
        await Networks.MustBeExact(request);
    }
}
