using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>What a user gets who names no schedule, against the reference interpreter.</summary>
public class DefaultScheduleTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m0plus")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m33")]
    public async Task A_network_that_streams_by_itself_is_bit_exact(string target)
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 5 });
        var request = Networks.Request(graph, target);

        Assert.Contains(Compiler.Plan(request.Compile).Sound().Steps, s => s.IsStreamed);
        await MustBeExact(request with { RandomCases = 3 });
    }

    [Theory]
    [InlineData("host", 8)]
    [InlineData("cortex-m4", 3)]
    [InlineData("cortex-m55", 3)]
    public async Task Random_networks_are_bit_exact(string target, int count)
    {
        for (ulong seed = 1; seed <= (ulong)count; seed++)
            await MustBeExact(Networks.Request(RandomGraphs.Network(seed), target) with { RandomCases = 2 });
    }

    private static async Task MustBeExact(VerifyRequest request)
    {
        var report = (await Verifier.VerifyAsync(request)).Sound();
        Assert.True(report.BitExact, $"{request.Compile.Graph.Name}: {report.FirstDifference}");
        Assert.Equal(request.RandomCases, report.CasesRun);
    }
}
