using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Simulation.Benchmarking;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Benchmarking;

/// <summary>Schedules are chosen by estimates: they must be near what is counted.
/// <c>eng/estimates.sh</c> compares whole networks.</summary>
public class EstimateTests
{
    [Theory]
    [InlineData("cortex-m4", 0.35, ScheduleMode.Layers)]
    [InlineData("cortex-m4", 0.35, ScheduleMode.Auto)]
    [InlineData("cortex-m7", 0.2, ScheduleMode.Layers)]
    [InlineData("cortex-m55", 0.35, ScheduleMode.Layers)]
    public async Task The_whole_is_within_a_tenth_and_so_is_what_takes_most(string target, double width, ScheduleMode schedule)
    {
        var network = MobileNetV2Builder.Build(new MobileNetV2Options { Width = width, Resolution = 48, Classes = 4 });
        var request = new CompileRequest(network, "net", new string('0', 64), TargetCatalog.Find(target).Sound())
        {
            Schedule = schedule,
        };

        var report = (await Benchmark.RunAsync(new BenchRequest(request))).Sound();

        Assert.InRange((double)report.Steps.Sum(s => s.EstimatedInstructions) / report.Instructions, 0.9, 1.1);
        foreach (var step in report.Steps.Where(s => s.Instructions > report.Instructions / 20))
            Assert.InRange((double)step.EstimatedInstructions / step.Instructions, 0.85, 1.15);
    }
}
