using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Interpreter;

public class RandomGraphTests
{
    public static TheoryData<string> Kinds { get; } = new(RandomGraphs.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Single_operators_run_and_their_outputs_vary(string kind)
    {
        var distinct = 0.0;
        for (var seed = 0UL; seed < 40; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Equal(kind, graph.Operators.Single() is Reshape ? "RESHAPE" : graph.Operators.Single().Kind);
            var elements = Run(graph, seed)
                .SelectMany((output, i) => output.Chunk(graph[graph.Outputs[i]].Type.SizeBytes()).Select(Convert.ToHexString))
                .ToList();
            distinct += (double)elements.Distinct().Count() / Math.Min(elements.Count, ValuesOf(kind, graph[graph.Outputs[0]].Type));
        }

        // FILL repeats one value.
        Assert.True(distinct > (kind == "FILL" ? 2 : 10), $"only {distinct} of 40 outputs differ");
    }

    /// <summary>How many values are enough to see that elements vary: truth has two, a sign three.</summary>
    private static int ValuesOf(string kind, ElementType type) => type == ElementType.Bool ? 2 : kind == "SIGN" ? 3 : 100;

    [Fact]
    public void Networks_run_and_their_outputs_vary()
    {
        var varied = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Network(seed);
            var outputs = Run(graph, seed);
            Assert.Equal(graph.Outputs.Select(id => graph[id].SizeBytes), outputs.Select(o => o.Length));
            varied += outputs[^1].Length < 8 || outputs[^1].Distinct().Count() > 3 ? 1 : 0;
        }

        Assert.InRange(varied, 50, 60);
    }

    [Fact]
    public void Same_seed_gives_the_same_graph_and_bits()
    {
        var (first, second) = (RandomGraphs.Network(7), RandomGraphs.Network(7));
        Assert.Equal(first.Operators.Select(o => o.ToString()), second.Operators.Select(o => o.ToString()));
        Assert.Equal(Run(first, 1).SelectMany(b => b), Run(second, 1).SelectMany(b => b));
    }

    [Fact]
    public void Trace_keeps_every_tensor_and_agrees_with_run()
    {
        var graph = RandomGraphs.Network(3);
        var inputs = RandomGraphs.Inputs(graph, 3);
        var trace = new ReferenceInterpreter(graph).Trace(inputs);
        Assert.All(graph.Tensors, tensor => Assert.Equal(tensor.SizeBytes, trace[tensor.Id].Length));
        Assert.Equal(new ReferenceInterpreter(graph).Run(inputs), graph.Outputs.Select(id => trace[id].ToArray()));
    }

    [Fact]
    public void Inputs_of_the_wrong_number_or_size_are_refused()
    {
        var graph = RandomGraphs.Single("RELU", 1);
        var interpreter = new ReferenceInterpreter(graph);
        var number = Assert.Throws<ArgumentException>(() => interpreter.Run([]));
        Assert.Contains("1 inputs, 0 were given", number.Message, StringComparison.Ordinal);
        var size = Assert.Throws<ArgumentException>(() => interpreter.Run([default(ReadOnlyMemory<byte>)]));
        Assert.Contains($"{graph[graph.Inputs[0]].SizeBytes} bytes, 0 were given", size.Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<byte[]> Run(Graph graph, ulong seed) =>
        new ReferenceInterpreter(graph).Run(RandomGraphs.Inputs(graph, seed));
}
