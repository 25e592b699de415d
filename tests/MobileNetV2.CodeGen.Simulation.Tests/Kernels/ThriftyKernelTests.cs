using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;
using MobileNetV2.CodeGen.Operators;
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

    /// <summary>A channel that cannot share a halfword with the next is computed with nothing, or the last with the one before once
    /// more.</summary>
    [Theory]
    [InlineData("host", 9, 4, new[] { 1 })]
    [InlineData("host", 9, 3, new int[0])]
    [InlineData("host", 8, 2, new[] { 3 })]
    [InlineData("host", 70, 1, new[] { 7, 30, 51 })]
    [InlineData("cortex-m4", 41, 4, new[] { 20, 37 })]
    public Task Few_channels_without_a_partner_need_no_code_of_their_own(string target, int channels, int pixels, int[] huge) =>
        MustNeed("mnv2_wide_at_once.c", isNeeded: false, target, channels, pixels, huge);

    [Theory]
    [InlineData("host", 1, 4, new int[0])]
    [InlineData("host", 8, 4, new[] { 7 })]
    [InlineData("host", 16, 3, new[] { 1, 4, 7 })]
    [InlineData("cortex-m4", 16, 7, new[] { 1, 4, 7 })]
    public Task Others_are_wide(string target, int channels, int pixels, int[] huge) =>
        MustNeed("mnv2_wide_at_once.c", isNeeded: true, target, channels, pixels, huge);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(2, true)]
    public Task Code_for_two_pixels_is_there_when_two_are_computed_at_once(int pixels, bool isNeeded) =>
        MustNeed("mnv2_two_at_once.c", isNeeded, "host", channels: 8, pixels, huge: []);

    private static async Task MustNeed(string file, bool isNeeded, string target, int channels, int pixels, int[] huge)
    {
        var request = WithDsp(Networks.Request(Pointwise(channels, pixels, huge), target), ScheduleMode.Layers);
        var files = Compiler.Compile(request.Compile).Sound().Files.Select(f => f.RelativePath);

        Assert.Equal(isNeeded, files.Contains(file));
        await Networks.MustBeExact(request);
    }

    /// <param name="huge">Channels whose sums need more than 24 bits.</param>
    private static Graph Pointwise(int channels, int pixels, int[] huge)
    {
        var random = new TestRandom((ulong)channels);
        var graph = new GraphBuilder("pointwise");
        var input = graph.Input(
            "input", new Shape(1, 1, pixels, 11), ElementType.Int8, QuantizationParameters.PerTensor(0.05f, 3));
        ImmutableArray<float> scales = [.. Enumerable.Range(0, channels).Select(c => huge.Contains(c) ? 1e-5f : 0.02f)];
        var filter = graph.Constant(
            "filter", new Shape(channels, 1, 1, 11), ElementType.Int8, new QuantizationParameters(scales, [.. new int[channels]], 0),
            Enumerable.Range(0, channels * 11).Select(_ => unchecked((byte)random.Int(-127, 127))).ToArray());
        int[] biases = [.. Enumerable.Range(0, channels).Select(c => huge.Contains(c) ? 9_000_000 : random.Int(-900, 900))];
        var bias = graph.Constant(
            "bias", new Shape(channels), ElementType.Int32,
            new QuantizationParameters([.. scales.Select(s => s * 0.05f)], [.. new int[channels]], 0),
            MemoryMarshal.AsBytes(biases.AsSpan()).ToArray());
        var output = graph.Tensor(
            "output", new Shape(1, 1, pixels, channels), ElementType.Int8, QuantizationParameters.PerTensor(0.5f, -7));
        graph.Add(id => new Conv2D(id, [input, filter, bias], [output], Size2D.One, Size2D.One, default, Activation.None));
        graph.Output(output);
        return graph.Build();
    }

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
