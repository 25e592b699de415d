using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Real and random networks as C on the host, under sanitizers, against the reference interpreter.</summary>
public class HostVerificationTests
{
    public static TheoryData<string, KernelSet> RealNetworks
    {
        get
        {
            var data = new TheoryData<string, KernelSet>();
            foreach (var model in new[] { "ad01_int8", "kws_ref_model", "mobilenet_v2_1.0_224_int8", "person_detect",
                "pretrainedResnet_quant", "vww_96_int8" })
            {
                data.Add(model, KernelSet.Portable);
                data.Add(model, KernelSet.CmsisNn);
            }

            return data;
        }
    }

    public static TheoryData<string> Kinds => [.. RandomGraphs.Kinds];

    [SkippableTheory]
    [MemberData(nameof(RealNetworks))]
    public async Task Real_networks_are_bit_exact_on_golden_and_random_inputs(string model, KernelSet kernels)
    {
        var graph = Networks.Real(model);
        var request = Networks.Request(graph, "host", kernels);
        await Networks.MustBeExact(request with
        {
            Cases = Networks.GoldenInputs(graph, model),
            RandomCases = 3,
            Sanitize = true,
            Compile = request.Compile with { Weights = WeightsFormat.IncBin },
        });
    }

    [SkippableTheory]
    [MemberData(nameof(RealNetworks))]
    public async Task Real_networks_are_bit_exact_row_by_row(string model, KernelSet kernels)
    {
        var request = Networks.Request(Networks.Real(model), "host", kernels);
        await Networks.MustBeExact(request with
        {
            RandomCases = 2,
            Sanitize = true,
            Compile = request.Compile with { Weights = WeightsFormat.IncBin, Schedule = ScheduleMode.Stream },
        });
    }

    /// <summary>Its weights have zero points, which the kernels of CMSIS-NN do not know.</summary>
    [SkippableFact]
    public async Task A_uint8_network_is_bit_exact_row_by_row()
    {
        var request = Networks.Request(Networks.Real("mobilenet_v2_1.0_224_quant"), "host", KernelSet.CmsisNn);
        await Networks.MustBeExact(request with
        {
            RandomCases = 1,
            Compile = request.Compile with { Weights = WeightsFormat.IncBin, Schedule = ScheduleMode.Stream },
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_operator_is_bit_exact(string kind)
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            var request = Networks.Request(RandomGraphs.Single(kind, seed), "host", seed % 2 == 0 ? KernelSet.Portable : KernelSet.CmsisNn);
            await Networks.MustBeExact(request with { Sanitize = true });
        }
    }

    [Theory]
    [InlineData(KernelSet.Portable)]
    [InlineData(KernelSet.CmsisNn)]
    public async Task Random_networks_are_bit_exact(KernelSet kernels)
    {
        for (ulong seed = 0; seed < 6; seed++)
            await Networks.MustBeExact(Networks.Request(RandomGraphs.Network(seed), "host", kernels) with { Sanitize = true });
    }

    [Theory]
    [InlineData(WeightsFormat.C)]
    [InlineData(WeightsFormat.IncBin)]
    [InlineData(WeightsFormat.Bin)]
    public async Task Every_form_of_weights_gives_the_same_bits(WeightsFormat weights)
    {
        var request = Networks.Request(RandomGraphs.Network(7), "host");
        await Networks.MustBeExact(request with { Sanitize = true, Compile = request.Compile with { Weights = weights } });
    }

    /// <summary>Each repeated dimension is two to the walk: more than the kernels count, so some share a table of offsets.</summary>
    [Fact]
    public async Task A_tensor_is_repeated_along_every_dimension()
    {
        var graph = new RandomGraphBuilder("repeated", new TestRandom(1));
        var input = graph.Input(new Shape(2, 3, 2, 3, 2));
        graph.Output(graph.Add(
            new Shape(4, 9, 8, 6, 6), graph.QuantizationOf(input), (id, result) => new Tile(id, [input], result, [2, 3, 4, 2, 3])));

        await Networks.MustBeExact(Networks.Request(graph.Build(), "host") with { Sanitize = true });
    }

    /// <summary>The second window is all padding: of the rows between the two nobody reads a pixel,
    /// yet they are written somewhere.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task A_stream_writes_rows_that_no_window_reads(string target)
    {
        var graph = new RandomGraphBuilder("unread", new TestRandom(1));
        var quantization = QuantizationParameters.PerTensor(0.05f, 3);
        var (input, shape) = (graph.Input(new Shape(1, 8, 13, 3)), new Shape(1, 8, 13, 6));
        var filter = graph.Weights(new Shape(6, 1, 1, 3), QuantizationParameters.PerTensor(0.01f, 0));
        var between = graph.Add(
            shape, quantization, (id, result) => new Conv2D(id, [input, filter], result, Size2D.One, Size2D.One, default, Activation.None));
        var next = graph.Weights(new Shape(4, 1, 1, 6), QuantizationParameters.PerTensor(0.02f, 0));
        graph.Output(graph.Add(
            new Shape(1, 8, 1, 4),
            quantization,
            (id, result) =>
                new Conv2D(id, [between, next], result, new Size2D(1, 20), Size2D.One, new Padding2D(0, 0, 3, 0), Activation.None)));

        var request = Networks.Request(graph.Build(), target);
        await Networks.MustBeExact(request with { Compile = request.Compile with { Schedule = ScheduleMode.Stream } });
    }

    [Fact]
    public async Task Reports_repeat_exactly()
    {
        var request = Networks.Request(RandomGraphs.Network(3), "host");
        Assert.Equal((await Networks.MustBeExact(request)).ToJson(), (await Networks.MustBeExact(request)).ToJson());
    }
}
