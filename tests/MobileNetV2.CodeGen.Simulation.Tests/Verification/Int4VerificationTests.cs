using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Int4;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Verification;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Weights of 4 bits that stay packed in flash.</summary>
public class Int4VerificationTests
{
    [Theory]
    [InlineData("CONV_2D")]
    [InlineData("DEPTHWISE_CONV_2D")]
    [InlineData("FULLY_CONNECTED")]
    public async Task Every_operator_is_bit_exact(string kind)
    {
        for (ulong seed = 0; seed < 3; seed++)
            await Networks.MustBeExact(Packed(Int4Graphs.Of(RandomGraphs.Single(kind, seed)), "host") with { Sanitize = true });
    }

    [Theory]
    [InlineData(StreamStage.WholeRows)]
    [InlineData(3)]
    public async Task Random_networks_are_bit_exact_row_by_row(int tilePixels)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var request = Packed(Int4Graphs.Of(RandomGraphs.Network(seed)), "host");
            await Networks.MustBeExact(request with
            {
                Compile = request.Compile with { FixedSchedule = g => LongestChains.Of(g, tilePixels) },
                Sanitize = true,
            });
        }
    }

    [Theory]
    [InlineData("cortex-m0plus", 4)]
    [InlineData("cortex-m4", 5)]
    [InlineData("cortex-m55", 6)]
    public async Task Random_networks_are_bit_exact_on_emulated_cores(string target, ulong seed) =>
        await Networks.MustBeExact(Packed(Int4Graphs.Of(RandomGraphs.Network(seed)), target));

    [Fact]
    public void Weights_take_half_the_bytes_and_each_run_begins_one()
    {
        byte[] weights = [1, 0xFF, 7, 0xF8, 2, 3];
        var filter = new Tensor(
            new TensorId(0), "w", new Shape(2, 1, 1, 3), ElementType.Int8, QuantizationParameters.PerTensor(1, 0), weights);

        Assert.True(NibbleWeights.Fit(filter));
        Assert.False(NibbleWeights.Fit(filter with { Data = new byte[] { 8, 0, 0, 0, 0, 0 } }));
        Assert.Equal([0xF1, 0x07, 0x28, 0x03], NibbleWeights.Recipe(filter, 3).Make().ToArray());
    }

    private static VerifyRequest Packed(Graph graph, string target)
    {
        var request = Networks.Request(graph, target);
        return request with { Compile = request.Compile with { PackInt4 = true }, RandomCases = 1 };
    }
}
