using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Networks with activations of 16 bits and weights of 8 as C, against the reference interpreter.</summary>
public class WideVerificationTests
{
    public static TheoryData<string> Kinds => [.. WideGraphs.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_operator_is_bit_exact(string kind)
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            var request = Networks.Request(WideGraphs.Single(kind, seed), "host", seed % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
            await Networks.MustBeExact(request with { Sanitize = true });
        }
    }

    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(4)]
    [InlineData(1)]
    public async Task Random_networks_are_bit_exact_row_by_row(int tilePixels)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var request = Networks.Request(WideGraphs.Network(seed), "host");
            await Networks.MustBeExact(request with
            {
                Compile = request.Compile with { FixedSchedule = g => LongestChains.Of(g, tilePixels) },
                Sanitize = true,
            });
        }
    }

    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public async Task Random_networks_are_bit_exact(KernelSet kernels)
    {
        for (ulong seed = 4; seed <= 7; seed++)
            await Networks.MustBeExact(Networks.Request(WideGraphs.Network(seed), "host", kernels) with { Sanitize = true });
    }

    [Theory]
    [InlineData("cortex-m0plus", 8)]
    [InlineData("cortex-m4", 9)]
    [InlineData("cortex-m55", 10)]
    public async Task Random_networks_are_bit_exact_on_emulated_cores(string target, ulong seed)
    {
        var request = Networks.Request(WideGraphs.Network(seed), target);
        await Networks.MustBeExact(request with { RandomCases = 1, Compile = request.Compile with { Schedule = ScheduleMode.Stream } });
    }

    [SkippableTheory]
    [InlineData("voice_16x8", "host")]
    [InlineData("voice_16x8", "cortex-m4")]
    [InlineData("mnist_lstm", "host")]
    [InlineData("mnist_lstm", "cortex-m0plus")]
    public async Task A_real_network_is_bit_exact(string model, string target) =>
        await Networks.MustBeExact(Networks.Request(Networks.Real(model), target) with { RandomCases = 2 });

    [Theory]
    [InlineData("cortex-m4", 1)]
    [InlineData("cortex-m55", 4)]
    public async Task A_recurrent_layer_is_bit_exact_on_emulated_cores(string target, ulong seed) =>
        await Networks.MustBeExact(Networks.Request(RandomGraphs.Single("UNIDIRECTIONAL_SEQUENCE_LSTM", seed), target));
}
