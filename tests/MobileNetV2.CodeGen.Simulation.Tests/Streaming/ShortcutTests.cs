using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Simulation.Tests.Verification;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Streaming;

/// <summary>Shortcuts as face detectors have them: halved by a pool, and widened by channels of zeros.</summary>
public class ShortcutTests
{
    private const int Size = 24;
    private const int Channels = 6;
    private const int Wider = 14;

    private static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.5f, 3);

    [Theory]
    [InlineData(StreamStage.WholeRows, KernelSet.Portable, InputMode.Frame)]
    [InlineData(4, KernelSet.CmsisNn, InputMode.Rows)]
    [InlineData(1, KernelSet.Portable, InputMode.Rows)]
    public async Task They_stream_bit_by_bit(int tilePixels, KernelSet kernels, InputMode input)
    {
        var request = Networks.Request(Network(), "host", kernels);
        var compile = request.Compile with
        {
            Input = input,
            FixedSchedule = g => LongestChains.Of(g, tilePixels, pushesRows: input == InputMode.Rows),
        };
        await Networks.MustBeExact(request with { Compile = compile, RandomCases = 2, Sanitize = true });
    }

    [Fact]
    public void No_step_keeps_a_picture()
    {
        var host = TargetCatalog.All.First(t => t.Core == Core.Host);

        var request = new CompileRequest(Network(), "net", "00", host) { Schedule = ScheduleMode.Stream, Input = InputMode.Rows };

        var plan = Compiler.Plan(request).Sound();

        Assert.All(plan.Steps, s => Assert.Equal("", s.WhyNotStreamed));
        Assert.InRange(plan.ArenaBytes, 1, Size * Size * Channels);
    }

    private static Graph Network()
    {
        var graph = new GraphBuilder("shortcut");
        var half = new Shape(1, Size / 2, Size / 2, Channels);
        var wide = new Shape(1, Size / 2, Size / 2, Wider);
        var input = graph.Input("input", new Shape(1, Size, Size, Channels), ElementType.Int8, Plain);
        var (twice, window) = (new Size2D(2, 2), new Size2D(2, 2));
        var filtered = Add(half, (id, y) => new DepthwiseConv2D(
            id, [input, Filter(1, 5, 5, Channels)], [y], twice, Size2D.One, new Padding2D(1, 2, 1, 2), 1, Activation.None));
        var widened = Add(wide, (id, y) => new Conv2D(
            id, [filtered, Filter(Wider, 1, 1, Channels)], [y], Size2D.One, Size2D.One, default, Activation.None));
        var pooled = Add(half, (id, y) => new MaxPool2D(id, [input], [y], window, twice, default, Activation.None));
        var padded = Add(wide, (id, y) => new Pad(id, [pooled], [y], [0, 0, 0, 1], [0, 0, 0, Wider - Channels - 1], Plain.ZeroPoint));
        graph.Output(Add(wide, (id, y) => new Add(id, [widened, padded], [y], Activation.Relu)));
        return graph.Build();

        TensorId Add(Shape shape, Func<OperatorId, TensorId, Operator> make) =>
            graph.Add(id => make(id, graph.Tensor("tensor", shape, ElementType.Int8, Plain)));

        TensorId Filter(params int[] shape) => graph.Constant(
            "filter", new Shape([.. shape]), ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 0),
            Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => (byte)((i * 37) % 251)).ToArray());
    }
}
