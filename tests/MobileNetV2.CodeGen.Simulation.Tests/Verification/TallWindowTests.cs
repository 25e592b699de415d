using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Simulation.Tests.Verification;

/// <summary>Windows of more rows than kernels keep pointers for on the stack.</summary>
public class TallWindowTests
{
    private const int Rows = 70;
    private const int Channels = 4;

    private static readonly QuantizationParameters Plain = QuantizationParameters.PerTensor(0.5f, 3);
    private static readonly Size2D Window = new(Rows, 2);
    private static readonly Size2D Stride = new(3, 1);
    private static readonly Padding2D Padding = new(9, 2, 1, 0);

    public static TheoryData<string, KernelSet, ScheduleMode, InputMode> Ways => new()
    {
        { "host", KernelSet.Portable, ScheduleMode.Layers, InputMode.Frame },
        { "host", KernelSet.CmsisNn, ScheduleMode.Layers, InputMode.Frame },
        { "host", KernelSet.Portable, ScheduleMode.Stream, InputMode.Frame },
        { "host", KernelSet.CmsisNn, ScheduleMode.Stream, InputMode.Rows },
        { "cortex-m4", KernelSet.Portable, ScheduleMode.Layers, InputMode.Frame },
        { "cortex-m55", KernelSet.Portable, ScheduleMode.Layers, InputMode.Frame },
        { "cortex-m55", KernelSet.Portable, ScheduleMode.Stream, InputMode.Rows },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task They_are_bit_exact(string target, KernelSet kernels, ScheduleMode schedule, InputMode input)
    {
        var request = Networks.Request(Network(), target, kernels);
        await Networks.MustBeExact(request with
        {
            RandomCases = 2,
            Sanitize = target == "host",
            Compile = request.Compile with { Schedule = schedule, Input = input },
        });
    }

    private static Graph Network()
    {
        var graph = new GraphBuilder("tall");
        var input = graph.Input("input", new Shape(1, 90, 6, Channels), ElementType.Int8, Plain);
        var filter = Filter(graph, Channels, Rows, 2, Channels);
        var taps = Filter(graph, 1, Rows, 2, Channels);
        graph.Output(Add(graph, (id, y) => new Conv2D(id, [input, filter], [y], Stride, Size2D.One, Padding, Activation.None)));
        graph.Output(Add(graph, (id, y) => new DepthwiseConv2D(id, [input, taps], [y], Stride, Size2D.One, Padding, 1, Activation.None)));
        graph.Output(Add(graph, (id, y) => new AveragePool2D(id, [input], [y], Window, Stride, Padding, Activation.None)));
        graph.Output(Add(graph, (id, y) => new MaxPool2D(id, [input], [y], Window, Stride, Padding, Activation.None)));
        return graph.Build();
    }

    private static TensorId Add(GraphBuilder graph, Func<OperatorId, TensorId, Operator> make) =>
        graph.Add(id => make(id, graph.Tensor("output", new Shape(1, 11, 6, Channels), ElementType.Int8, Plain)));

    private static TensorId Filter(GraphBuilder graph, params int[] shape) => graph.Constant(
        "filter", new Shape([.. shape]), ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 0),
        Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => (byte)((i * 37) % 251)).ToArray());
}
