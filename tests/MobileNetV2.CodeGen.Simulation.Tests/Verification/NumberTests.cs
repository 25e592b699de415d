using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>
/// Operators on float32, int32, int64 and truth values: processors without a floating-point unit have the same bits as those with one.
/// </summary>
public class NumberTests
{
    [Theory]
    [InlineData("host", ScheduleMode.Layers, 1)]
    [InlineData("host", ScheduleMode.Stream, 2)]
    [InlineData("cortex-m0plus", ScheduleMode.Layers, 3)]
    [InlineData("cortex-m4", ScheduleMode.Layers, 4)]
    [InlineData("cortex-m55", ScheduleMode.Stream, 5)]
    public async Task Are_bit_exact(string target, ScheduleMode schedule, ulong seed)
    {
        var request = Networks.Request(RandomGraphs.Numbers(seed), target);
        await Networks.MustBeExact(request with
        {
            RandomCases = 2,
            Sanitize = target == "host",
            Compile = request.Compile with { Schedule = schedule },
        });
    }

    [Theory]
    [InlineData("host", ScheduleMode.Layers, 1)]
    [InlineData("host", ScheduleMode.Stream, 2)]
    [InlineData("cortex-m0plus", ScheduleMode.Layers, 3)]
    [InlineData("cortex-m4", ScheduleMode.Layers, 4)]
    [InlineData("cortex-m55", ScheduleMode.Layers, 5)]
    public async Task Sums_of_floats_are_bit_exact(string target, ScheduleMode schedule, ulong seed)
    {
        var request = Networks.Request(RandomGraphs.Floats(seed), target);
        await Networks.MustBeExact(request with
        {
            RandomCases = 2,
            Sanitize = target == "host",
            Compile = request.Compile with { Schedule = schedule },
        });
    }
}
