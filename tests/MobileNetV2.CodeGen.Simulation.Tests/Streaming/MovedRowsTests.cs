using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Streams whose rows pass through slices, and through operators that move pixels within a row.</summary>
public class MovedRowsTests
{
    [Theory]
    [InlineData(StreamStage.WholeRows, false)]
    [InlineData(StreamStage.WholeRows, true)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task Chains_give_the_bits_of_the_interpreter(int tilePixels, bool pushesRows)
    {
        for (ulong seed = 1; seed <= 6; seed++)
            await MustBeExact(seed, "host", tilePixels, pushesRows);
    }

    [Theory]
    [InlineData("cortex-m0plus", StreamStage.WholeRows, true)]
    [InlineData("cortex-m4", 2, false)]
    [InlineData("cortex-m55", 4, true)]
    public async Task Chains_give_the_same_bits_on_an_emulated_core(string target, int tilePixels, bool pushesRows)
    {
        foreach (ulong seed in new[] { 3, 8 })
            await MustBeExact(seed, target, tilePixels, pushesRows);
    }

    [Fact]
    public async Task Chosen_plans_give_the_bits_of_the_interpreter()
    {
        for (ulong seed = 31; seed <= 36; seed++)
        {
            var request = Networks.Request(RandomGraphs.Rows(seed), "host");
            var compile = request.Compile with { Schedule = ScheduleMode.Stream, Input = seed % 2 == 0 ? InputMode.Rows : InputMode.Frame };
            await Networks.MustBeExact(request with { Compile = compile, Sanitize = true });
        }
    }

    private static async Task MustBeExact(ulong seed, string target, int tilePixels, bool pushesRows)
    {
        var request = Networks.Request(RandomGraphs.Rows(seed), target, seed % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
        var compile = request.Compile with
        {
            Input = pushesRows ? InputMode.Rows : InputMode.Frame,
            FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows),
        };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" });
    }
}
