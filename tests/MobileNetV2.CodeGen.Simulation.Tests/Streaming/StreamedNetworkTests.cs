using MobileNetV2.CodeGen.Builder;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

public class StreamedNetworkTests
{
    [Theory]
    [InlineData(0.35, 96, 3, KernelSet.Portable, InputMode.Frame)]
    [InlineData(0.35, 96, 3, KernelSet.CmsisNn, InputMode.Rows)]
    [InlineData(0.25, 65, 1, KernelSet.Portable, InputMode.Rows)]
    [InlineData(0.1, 33, 1, KernelSet.CmsisNn, InputMode.Frame)]
    public async Task Streamed_network_gives_the_bits_of_the_interpreter(double width, int resolution, int channels, KernelSet kernels, InputMode input)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = width, Resolution = resolution, InputChannels = channels, Classes = 10 });
        var compile = new CompileRequest(graph, "m", "00", TargetCatalog.All.First(t => t.Core == Core.Host)) { Schedule = ScheduleMode.Stream, Kernels = kernels, Input = input };

        var outcome = await Verifier.VerifyAsync(new VerifyRequest(compile) { RandomCases = 3, Sanitize = true });

        Assert.True(outcome.Succeeded, string.Join("\n", outcome.Diagnostics));
        Assert.True(outcome.Value!.BitExact, outcome.Value.ToString());
    }
}
