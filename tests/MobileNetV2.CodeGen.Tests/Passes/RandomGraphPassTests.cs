using CsCheck;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Passes;

public class RandomGraphPassTests
{
    // A network that calibrates to a constant output can get scales that validation refuses; those few are left out.
    private static readonly Gen<Graph> Networks = Gen.ULong.Select(RandomGraphs.Network).Where(IsValid);

    private static readonly Gen<Graph> Singles =
        Gen.Select(Gen.Int[0, RandomGraphs.Kinds.Length - 1], Gen.ULong, (kind, seed) =>
            RandomGraphs.Single(RandomGraphs.Kinds[kind], seed)).Where(IsValid);

    [Fact]
    public void All_passes_together_keep_the_bits_of_random_networks() => Networks.Sample(KeepsBits, iter: 60, print: GraphPrinter.Print);

    [Fact]
    public void All_passes_together_keep_the_bits_of_single_operators() => Singles.Sample(KeepsBits, iter: 150, print: GraphPrinter.Print);

    [Theory]
    [InlineData(BorderMode.Native)]
    [InlineData(BorderMode.Int8)]
    public void Every_pass_leaves_a_valid_graph(BorderMode border) =>
        Networks.Sample(graph => { Run(graph, border); }, iter: 60, print: GraphPrinter.Print);

    private static void KeepsBits(Graph graph)
    {
        var after = Run(graph, BorderMode.Native)!;
        Assert.Equal(graph.Inputs.Select(i => graph[i]), after.Inputs.Select(i => after[i]));
        // What is handed through becomes a copy with an id of its own.
        Assert.Equal(graph.Outputs.Select(o => graph[o] with { Id = default }), after.Outputs.Select(o => after[o] with { Id = default }));
        var inputs = RandomGraphs.Inputs(graph, 1);
        Assert.Equal(new ReferenceInterpreter(graph).Run(inputs).AsEnumerable(), new ReferenceInterpreter(after).Run(inputs));
    }

    private static Graph? Run(Graph graph, BorderMode border) =>
        PassPipeline.Run(graph, new PassContext(border, (pass, after) =>
            Assert.True(IsValid(after),
                $"after {pass}: {string.Join("\n", GraphValidator.Validate(after))}\n{GraphPrinter.Print(after)}"))).Value;

    private static bool IsValid(Graph graph) => GraphValidator.Validate(graph).IsEmpty;
}
