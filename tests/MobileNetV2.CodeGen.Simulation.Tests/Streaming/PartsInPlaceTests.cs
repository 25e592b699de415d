using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Strips of pictures that are read where they lie, by layers and by streams.</summary>
public class PartsInPlaceTests
{
    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public async Task Layers_give_the_bits_of_the_interpreter(KernelSet kernels)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var request = Networks.Request(PartGraphs.Random(seed), "host", kernels);
            await Networks.MustBeExact(request with { Compile = request.Compile with { Schedule = ScheduleMode.Layers }, Sanitize = true });
        }
    }

    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(2)]
    public async Task Streams_give_the_bits_of_the_interpreter(int tilePixels)
    {
        for (ulong seed = 5; seed <= 8; seed++)
        {
            var request = Networks.Request(PartGraphs.Random(seed), "host", KernelSet.Portable);
            await Networks.MustBeExact(
                request with { Compile = request.Compile with { FixedSchedule = g => LongestChains.Of(g, tilePixels) }, Sanitize = true });
        }
    }
}
