using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Sums of several branches, each behind by another number of rows.</summary>
public class StreamedSumTests
{
    [Theory]
    [InlineData("host", StreamStage.WholeRows, InputMode.Frame)]
    [InlineData("host", 4, InputMode.Rows)]
    [InlineData("cortex-m0plus", 1, InputMode.Rows)]
    public async Task They_stream_bit_by_bit(string target, int tilePixels, InputMode input)
    {
        var request = Networks.Request(Branches(), target, KernelSet.Portable);
        var compile = request.Compile with
        {
            Input = input,
            FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows: input == InputMode.Rows),
        };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" });
    }

    /// <summary>Windows of 1, 3 and 5 rows on one picture, added.</summary>
    private static Graph Branches()
    {
        var random = new TestRandom(11);
        var graph = new RandomGraphBuilder("branches", random);
        var operators = new RandomOperators(graph, random);
        var image = graph.Input(new Shape(1, 9, 8, 3));
        var quantization = QuantizationParameters.PerTensor(0.03f, -7);
        TensorId Branch(int side) => operators.Convolution(
            image, 4, new RandomWindow(
                new Size2D(side, side), Size2D.One, Size2D.One, new Padding2D(side / 2, side / 2, side / 2, side / 2), 9, 8),
            output: quantization);
        var branches = new[] { Branch(1), Branch(3), Branch(5) };
        graph.Output(graph.AddCalibrated(
            graph.ShapeOf(branches[0]), rectified: false, (id, result) => new AddN(id, [.. branches], result)));
        return graph.Build();
    }
}
