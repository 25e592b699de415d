using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;
using MobileNetV2.CodeGen.Scheduling.Streaming;
using MobileNetV2.CodeGen.Targets;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests;

/// <summary>Mistakes that only a caller of the library can make, because the command line's importers do not let them through.</summary>
public class ProvocationTests
{
    private static readonly QuantizationParameters Q = QuantizationParameters.PerTensor(0.5f, 3);

    private static readonly Shape Image = new(1, 2, 2, 1);

    private static readonly Dictionary<string, Func<ImmutableArray<Diagnostic>>> Provocations = new()
    {
        ["MNV1111"] =
            () => ModelImporter.Import(Encoding.ASCII.GetBytes("{" + new string(' ', 9 << 20)), "net.json", _ => null).Diagnostics,
        ["MNV2001"] = () => Compile(Single((id, x, y) => new Relu(id, [new TensorId(9)], [y], Activation.Relu))),
        ["MNV2016"] = () => Compile(FourGibibytes()),
        ["MNV2017"] = () => Compile(ConstantOf(bytes: 3)),
        ["MNV2020"] = () => Compile(Single((id, x, y) => new Add(id, [x], [y], Activation.None))),
        ["MNV2201"] = () => Quantizer.Quantize(new QuantizeRequest(Infinite(), [])).Diagnostics,
        ["MNV4104"] = () => Compile(LongChain(), InputMode.Rows),
    };

    public static TheoryData<string> Codes => [.. Provocations.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_mistake_is_reported_under_its_code(string code) => Assert.Equal([code], Provocations[code]().Select(d => d.Code));

    [Fact]
    public void These_are_the_codes_that_no_command_line_provokes() => Assert.Equal(ProvokedElsewhere.InLibrary, Provocations.Keys);

    private static ImmutableArray<Diagnostic> Compile(Graph graph, InputMode input = InputMode.Frame) =>
        Compiler.Compile(new CompileRequest(
            graph, "net", new string('0', 64), TargetCatalog.Find("host").Sound())
        { Input = input }).Diagnostics;

    private static Graph Single(Func<OperatorId, TensorId, TensorId, Operator> make)
    {
        var graph = new GraphBuilder("net");
        var x = graph.Input("x", Image, ElementType.Int8, Q);
        var y = graph.Tensor("y", Image, ElementType.Int8, Q);
        graph.Add(id => make(id, x, y));
        graph.Output(y);
        return graph.Build();
    }

    private static Graph FourGibibytes()
    {
        var graph = new GraphBuilder("net");
        var shape = new Shape(1 << 15, 1 << 15);
        var x = graph.Input("x", shape, ElementType.Float32, null);
        graph.Output(graph.Add(id => new Quantize(id, [x], [graph.Tensor("y", shape, ElementType.Int8, Q)])));
        return graph.Build();
    }

    private static Graph ConstantOf(int bytes)
    {
        var graph = new GraphBuilder("net");
        var x = graph.Input("x", Image, ElementType.Int8, Q);
        var c = graph.Constant("c", Image, ElementType.Int8, Q, new byte[bytes]);
        graph.Output(graph.Add(id => new Add(id, [x, c], [graph.Tensor("y", Image, ElementType.Int8, Q)], Activation.None)));
        return graph.Build();
    }

    private static Graph Infinite()
    {
        var graph = new GraphBuilder("net");
        var x = graph.Input("x", Image, ElementType.Float32, null);
        var c = graph.Constant("c", new Shape(1), ElementType.Float32, null, BitConverter.GetBytes(float.PositiveInfinity));
        graph.Output(graph.Add(id => new Add(id, [x, c], [graph.Tensor("y", Image, ElementType.Float32, null)], Activation.None)));
        return graph.Build();
    }

    /// <summary>The input is read again when more operators have run than a stream holds.</summary>
    private static Graph LongChain()
    {
        var graph = new GraphBuilder("net");
        var x = graph.Input("x", Image, ElementType.Int8, Q);
        var last = x;
        for (var i = 0; i < StreamChain.MostStages; i++)
        {
            var from = last;
            last = graph.Add(id => new Relu(id, [from], [graph.Tensor($"t{i}", Image, ElementType.Int8, Q)], Activation.Relu6));
        }

        graph.Output(graph.Add(id => new Add(id, [x, last], [graph.Tensor("y", Image, ElementType.Int8, Q)], Activation.None)));
        return graph.Build();
    }
}
