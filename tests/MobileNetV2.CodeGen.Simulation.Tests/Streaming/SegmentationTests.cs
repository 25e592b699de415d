using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Channels that part and meet again as in ShuffleNet, enlarged scores, and for each pixel its class.</summary>
public class SegmentationTests
{
    private const int Side = 12;
    private const int Classes = 5;

    private static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.05f, 3);

    [Theory]
    [InlineData("host", StreamStage.WholeRows, KernelSet.Portable, ElementType.Int64)]
    [InlineData("host", 2, KernelSet.CmsisNn, ElementType.Int32)]
    [InlineData("host", 1, KernelSet.Portable, ElementType.Int32)]
    [InlineData("cortex-m4", 4, KernelSet.CmsisNn, ElementType.Int64)]
    public async Task Classes_of_pixels_stream_bit_by_bit(string target, int tilePixels, KernelSet kernels, ElementType type)
    {
        var request = Networks.Request(Network(type), target, kernels);
        var compile = request.Compile with { FixedSchedule = g => LongestChains.Of(g, tilePixels) };

        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = target == "host" });
    }

    [Fact]
    public void No_step_keeps_the_scores_of_a_picture()
    {
        var host = TargetCatalog.All.First(t => t.Core == Core.Host);
        var request = new CompileRequest(Network(ElementType.Int32), "net", "00", host)
        {
            Schedule = ScheduleMode.Stream,
            Input = InputMode.Rows,
        };

        var plan = Compiler.Plan(request).Sound();

        var pixels = 4 * Side * Side;
        Assert.InRange(plan.ArenaBytes, pixels * (sizeof(int) + Classes), pixels * (sizeof(int) + (2 * Classes) - 1));
    }

    private static Graph Network(ElementType type)
    {
        var graph = new GraphBuilder("segments");
        var input = graph.Input("input", new Shape(1, Side, Side, 6), ElementType.Int8, Plain);
        var parts = ImmutableArray.Create(Tensor(new Shape(1, Side, Side, 2)), Tensor(new Shape(1, Side, Side, 4)));
        graph.Add(id => new Split(id, [input], parts, 3, "SPLIT_V"));
        var filtered = Tensor(new Shape(1, Side, Side, 4));
        graph.Add(id => new DepthwiseConv2D(
            id, [parts[1], Filter(1, 3, 3, 4)], [filtered], Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), 1, Activation.None));
        var joined = Tensor(new Shape(1, Side, Side, 6));
        graph.Add(id => new Concatenation(id, [filtered, parts[0]], [joined], 3));
        var scores = Tensor(new Shape(1, Side, Side, Classes));
        graph.Add(id => new Conv2D(
            id, [joined, Filter(Classes, 1, 1, 6)], [scores], Size2D.One, Size2D.One, default, Activation.None));
        var large = Tensor(new Shape(1, 2 * Side, 2 * Side, Classes));
        graph.Add(id => new ResizeBilinear(id, [scores], [large], false, true));
        var known = graph.Tensor(
            "known", new Shape(1, 2 * Side, 2 * Side, Classes), ElementType.Int8, QuantizationParameters.PerTensor(1f / 256, -128));
        graph.Add(id => new Softmax(id, [large], [known], 1));
        var best = graph.Tensor("best", new Shape(1, 2 * Side, 2 * Side), type, null);
        graph.Add(id => new ArgExtreme(id, [large], [best], 3, "ARG_MAX"));
        graph.Output(known);
        graph.Output(best);
        return graph.Build();

        TensorId Tensor(Shape shape) => graph.Tensor("tensor", shape, ElementType.Int8, Plain);

        TensorId Filter(params int[] shape) => graph.Constant(
            "filter", new Shape([.. shape]), ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 0),
            Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => (byte)((i * 37) % 251)).ToArray());
    }
}
