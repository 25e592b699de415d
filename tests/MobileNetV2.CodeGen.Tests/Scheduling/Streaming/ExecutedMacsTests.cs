using System.Globalization;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.RuntimeC;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Scheduling.Streaming;

/// <summary>Counts in the running C code, layer by layer and streamed.</summary>
public class ExecutedMacsTests
{
    [SkippableFact]
    public void A_stream_executes_the_multiply_accumulates_of_layers()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });
        var request = new CompileRequest(graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
        {
            Kernels = KernelSet.Portable,
            Schedule = ScheduleMode.Layers,
            KeepChannels = true,
        };
        var layers = Count(request);

        Assert.Equal(MacCount.Of(graph), layers);
        foreach (var tilePixels in new[] { StreamStage.WholeRows, 1 })
            Assert.Equal(layers, Count(request with { FixedSchedule = g => LongestChains.Of(g, tilePixels) }));
        Assert.Equal(layers, Count(request with { Schedule = ScheduleMode.Stream, Input = InputMode.Rows }));
    }

    /// <summary>Those that are computed again are counted as often as they run.</summary>
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Expansions_that_are_computed_again_execute_what_the_plan_says(bool carries)
    {
        foreach (var tilePixels in new[] { 1, 2, 5 })
        {
            var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 40, Classes = 10 });
            var request = new CompileRequest(graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
            {
                Kernels = KernelSet.Portable,
                KeepChannels = true,
                FixedSchedule = g => LongestChains.Of(g, tilePixels, recomputes: true, carries: carries),
            };

            var planned = Compiler.Compile(request).Sound().Program;

            Assert.Equal(planned.Program.Steps.Sum(s => s.Macs), Count(request));
        }
    }

    private static long Count(CompileRequest request)
    {
        using var program = new CProgram("mac_count_test.c", Compiler.Compile(request).Sound(), isIncluded: true);
        return long.Parse(program.Run(), CultureInfo.InvariantCulture);
    }
}
