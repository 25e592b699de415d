using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

public class StreamedNetworkTests
{
    [Theory]
    [InlineData(0.35, 96, 3, KernelSet.Portable, InputMode.Frame)]
    [InlineData(0.35, 96, 3, KernelSet.CmsisNn, InputMode.Rows)]
    [InlineData(0.25, 65, 1, KernelSet.Portable, InputMode.Rows)]
    [InlineData(0.1, 33, 1, KernelSet.CmsisNn, InputMode.Frame)]
    public async Task Streamed_network_gives_the_bits_of_the_interpreter(
        double width, int resolution, int channels, KernelSet kernels, InputMode input)
    {
        var graph = MobileNetV2Builder.Build(
            new MobileNetV2Options { Width = width, Resolution = resolution, InputChannels = channels, Classes = 10 });
        var compile = new CompileRequest(graph, "net", "00",
            TargetCatalog.All.First(t => t.Core == Core.Host))
        { Schedule = ScheduleMode.Stream, Kernels = kernels, Input = input };

        await Networks.MustBeExact(new VerifyRequest(compile) { RandomCases = 3, Sanitize = true });
    }

    [Fact]
    public async Task Random_networks_give_the_bits_of_the_interpreter()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var request = Networks.Request(RandomGraphs.Network(seed), "host", seed % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
            await Networks.MustBeExact(request with { Compile = request.Compile with { Schedule = ScheduleMode.Stream }, Sanitize = true });
        }
    }

    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(4)]
    [InlineData(1)]
    public async Task Random_networks_in_chains_as_long_as_possible_give_the_bits_of_the_interpreter(int tilePixels)
    {
        for (ulong seed = 21; seed <= 25; seed++)
        {
            var request = Networks.Request(RandomGraphs.Network(seed), "host", seed % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
            await Networks.MustBeExact(
                request with { Compile = request.Compile with { FixedSchedule = g => LongestChains.Of(g, tilePixels) }, Sanitize = true });
        }
    }

    /// <summary>The border's QUANTIZE reads the caller's row itself, tile by tile.</summary>
    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(4)]
    [InlineData(1)]
    public async Task Pushed_rows_of_camera_bytes_give_the_same_bits_in_tiles(int tilePixels)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10, UInt8Border = true });
        var request = Networks.Request(graph, "host");
        var compile =
            request.Compile with { Input = InputMode.Rows, FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows: true) };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 3, Sanitize = true });
    }

    [Theory]
    [InlineData("cortex-m3", 1)]
    [InlineData("cortex-m7", 4)]
    [InlineData("cortex-m55", 4)]
    public async Task Tiles_of_pixels_give_the_same_bits_on_an_emulated_core(string target, int tilePixels)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });
        var request = Networks.Request(graph, target, KernelSet.CmsisNn);
        var compile =
            request.Compile with { Input = InputMode.Rows, FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows: true) };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2 });
    }

    [Theory]
    [InlineData(StreamStage.WholeRows, InputMode.Rows)]
    [InlineData(8, InputMode.Frame)]
    public async Task Two_rows_at_once_give_the_same_bits_on_an_emulated_core(int tilePixels, InputMode input)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 48, Classes = 3 });
        var request = Networks.Request(graph, "cortex-m55");
        var compile = request.Compile with
        {
            Input = input,
            FixedSchedule = g => LongestChains.Of(g, tilePixels, input == InputMode.Rows, rowPairsOn: "cortex-m55"),
        };

        var functions = Compiler.Plan(compile).Sound().Steps.SelectMany(s => s.Functions);
        Assert.Contains("mnv2_depthwise_columns_3x3_pair_s8", functions);
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2 });
    }

    [Theory]
    [InlineData("cortex-m0plus", InputMode.Frame)]
    [InlineData("cortex-m4", InputMode.Rows)]
    [InlineData("cortex-m55", InputMode.Rows)]
    [InlineData("cortex-m55", InputMode.Frame)]
    public async Task Streamed_network_gives_the_same_bits_on_an_emulated_core(string target, InputMode input)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });
        var request = Networks.Request(graph, target, KernelSet.CmsisNn);
        await Networks.MustBeExact(
            request with { Compile = request.Compile with { Schedule = ScheduleMode.Stream, Input = input }, RandomCases = 2 });
    }
}
