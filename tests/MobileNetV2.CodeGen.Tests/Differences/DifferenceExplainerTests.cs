using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Differences;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Differences;

public class DifferenceExplainerTests
{
    private const int Taps = 40, Rows = 3000;
    private const float InputScale = 0.0173f, FilterScale = 0.00731f, OutputScale = 0.1037f;

    [Theory]
    [InlineData("rounded once")]
    [InlineData("FULLY_CONNECTED in double")]
    [InlineData("XNNPACK")]
    public void A_matrix_product_is_explained_by_the_rule_that_made_it(string name)
    {
        var (graph, inputs, sums) = Product();
        var theirs = sums.Select(sum => unchecked((byte)Math.Clamp(name switch
        {
            // Each written here as the program has it.
            "rounded once" => Once(sum, InputScale * (double)FilterScale / OutputScale),
            "FULLY_CONNECTED in double" =>
                (int)Math.Round(sum * ((double)InputScale * FilterScale / OutputScale), MidpointRounding.AwayFromZero),
            _ => (int)MathF.Round(sum * (float)((float)(InputScale * FilterScale) / OutputScale), MidpointRounding.ToEven),
        } + 3, -128, 127))).ToArray();

        var found = Explain(graph, inputs, theirs);

        Assert.Equal(0, found.Unexplained);
        Assert.Equal(0, found.Runtimes.Single(r => r.Name == name).Different);
        Assert.All(found.Elements, e => Assert.Equal(1, Math.Abs(e.Here - e.Theirs)));
        Assert.Equal(found.Different, found.Runtimes[0].Different);
        Assert.InRange(found.Different, 1, Rows / 50);
    }

    [Fact]
    public void A_sum_is_explained_by_factors_of_21_bits()
    {
        // Every other sum lies between two steps; the reference takes the one away from zero.
        const float left = 0.05f, right = 0.05f, output = 0.1f;
        var graph = new GraphBuilder("net");
        var shape = new Shape(1, 256 * 16);
        var a = graph.Input("a", shape, ElementType.Int8, QuantizationParameters.PerTensor(left, -5));
        var b = graph.Input("b", shape, ElementType.Int8, QuantizationParameters.PerTensor(right, 9));
        var y = graph.Tensor("y", shape, ElementType.Int8, QuantizationParameters.PerTensor(output, 1));
        graph.Output(graph.Add(id => new Add(id, [a, b], [y], Activation.None)));
        var inputs = Enumerable.Range(0, 2).Select(s => (ReadOnlyMemory<byte>)Enumerable.Range(0, 256 * 16)
            .Select(i => unchecked((byte)(s == 0 ? i : 37 * (i / 16)))).ToArray()).ToArray();
        var built = graph.Build();

        // The larger factor is in [2^20, 2^21), so half a step has 21 fraction bits.
        var (l, r) = ((int)Math.Round(left / output * 2097152.0), (int)Math.Round(right / output * 2097152.0));
        var theirs = Enumerable.Range(0, 256 * 16).Select(i =>
        {
            var sum = ((Signed(inputs[0], i) + 5) * l) + ((Signed(inputs[1], i) - 9) * r);
            return unchecked((byte)Math.Clamp(((sum + (1 << 20)) >> 21) + 1, -128, 127));
        }).ToArray();

        var found = Explain(built, inputs, theirs);

        Assert.Equal(0, found.Runtimes.Single(r => r.Name == "XNNPACK").Different);
        Assert.InRange(found.Runtimes.Single(r => r.Name == "float32").Different, 1, 1500);
        Assert.InRange(found.Different, 1, 1500);
    }

    [Theory]
    [InlineData("average pool, halves up")]
    [InlineData("average pool, toward zero")]
    public void A_pool_is_explained_by_how_it_divides(string name)
    {
        var graph = new GraphBuilder("net");
        var q = QuantizationParameters.PerTensor(0.1f, 0);
        var x = graph.Input("x", new Shape(1, 2, 2, 300), ElementType.Int8, q);
        var y = graph.Tensor("y", new Shape(1, 1, 1, 300), ElementType.Int8, q);
        graph.Output(graph.Add(id => new AveragePool2D(id, [x], [y], new Size2D(2, 2), Size2D.One, default, Activation.None)));
        var built = graph.Build();
        var inputs = RandomGraphs.Inputs(built, 4);
        var theirs = Enumerable.Range(0, 300).Select(c =>
        {
            var sum = Enumerable.Range(0, 4).Sum(p => Signed(inputs[0], (p * 300) + c));
            return unchecked((byte)(name.EndsWith("up", StringComparison.Ordinal) ? (sum + 2) >> 2 : sum / 4));
        }).ToArray();

        var found = Explain(built, inputs, theirs);

        Assert.Equal(name, found.Runtime?.Name);
        Assert.Single(found.Operators);
        Assert.NotEqual(0, found.Different);
    }

    [Fact]
    public void Every_way_of_rounding_explains_the_outputs_of_whole_networks()
    {
        var found = new HashSet<string>();
        for (var seed = 1UL; seed <= 12; seed++)
        {
            var graph = RandomGraphs.Network(seed);
            var inputs = RandomGraphs.Inputs(graph, seed);
            foreach (var profile in RuntimeProfile.All)
            {
                var explanation = DifferenceExplainer.Explain(graph, inputs, Outputs(graph, inputs, op => profile.RuleOf(graph, op)));

                Assert.Equal(0, explanation.Unexplained);
                Assert.Equal(0, explanation.Runtimes.Single(r => r.Name == profile.Name).Different);
                if (explanation.Different > 0)
                    found.Add(profile.Name);
            }
        }

        Assert.Superset(new HashSet<string> { "rounded once", "XNNPACK", "float32", "ruy" }, found);
    }

    [Fact]
    public void With_every_tensor_each_operator_has_its_own_rule()
    {
        var graph = Enumerable.Range(1, 30).Select(s => RandomGraphs.Network((ulong)s))
            .First(g => g.Operators.OfType<Conv2D>().Count() >= 2);
        var inputs = RandomGraphs.Inputs(graph, 3);
        RoundingRule[] rules = [RoundingRule.Once, RoundingRule.Float64];
        var filters = graph.Operators.OfType<FilterOperator>().ToList();
        var replay = new RuleReplay(graph, inputs, new Dictionary<TensorId, byte[]>(), Rule);
        var all = graph.Operators.SelectMany(o => o.Outputs).Distinct()
            .ToDictionary(id => id, id => (ReadOnlyMemory<byte>)replay[id].ToArray());

        var found = DifferenceExplainer.Explain(graph, inputs, all);

        Assert.Equal(0, found.Unexplained);
        Assert.NotEmpty(found.Operators);
        Assert.All(found.Operators, o => Assert.Contains(filters, f => f.ToString() == o.Operator));
        Assert.All(found.Operators, o => Assert.InRange(o.Explains, 1, int.MaxValue));

        RoundingRule Rule(Operator op) => op is FilterOperator f ? rules[filters.IndexOf(f) % 2] : RoundingRule.Reference;
    }

    [Fact]
    public void Another_input_is_no_matter_of_rounding()
    {
        var (graph, inputs, _) = Product();
        var other = inputs[0].ToArray();
        other[7] ^= 0x40;

        var found = DifferenceExplainer.Explain(graph, inputs, Outputs(graph, [other], _ => RoundingRule.Reference));

        Assert.InRange(found.Unexplained, 1, Rows);
        Assert.Null(found.Runtime);
    }

    [Fact]
    public void The_reference_explains_itself()
    {
        var graph = RandomGraphs.Network(5);
        var inputs = RandomGraphs.Inputs(graph, 5);
        var outputs = new ReferenceInterpreter(graph).Run(inputs);

        var found = DifferenceExplainer.Explain(
            graph, inputs, graph.Outputs.Zip(outputs).ToDictionary(o => o.First, o => (ReadOnlyMemory<byte>)o.Second));

        Assert.Equal(("reference", 0, 0), (found.Runtime?.Name, found.Different, found.Operators.Length));
    }

    private static DifferenceExplanation Explain(Graph graph, IReadOnlyList<ReadOnlyMemory<byte>> inputs, byte[] theirs) =>
        DifferenceExplainer.Explain(graph, inputs, new Dictionary<TensorId, ReadOnlyMemory<byte>> { [graph.Outputs[0]] = theirs });

    private static Dictionary<TensorId, ReadOnlyMemory<byte>> Outputs(
        Graph graph, IReadOnlyList<ReadOnlyMemory<byte>> inputs, Func<Operator, RoundingRule> ruleOf)
    {
        var replay = new RuleReplay(graph, inputs, new Dictionary<TensorId, byte[]>(), ruleOf);
        return graph.Outputs.Distinct().ToDictionary(id => id, id => (ReadOnlyMemory<byte>)replay[id].ToArray());
    }

    private static int Signed(ReadOnlyMemory<byte> bytes, int index) => unchecked((sbyte)bytes.Span[index]);

    /// <summary>Exact in whole numbers: the nearest to sum * q31 * 2^(shift - 31), halves up.</summary>
    private static int Once(int sum, double factor)
    {
        var q = QuantizedMultiplier.FromReal(factor);
        var twice = (BigInteger)sum * q.MultiplierQ31 * 2;
        var unit = BigInteger.One << (31 - q.Shift);
        return (int)BigInteger.Divide(twice + unit - BigInteger.Remainder(((twice + unit) % (2 * unit)) + (2 * unit), 2 * unit), 2 * unit);
    }

    /// <summary>A product of a vector and a matrix with its exact sums.</summary>
    private static (Graph Graph, ImmutableArray<ReadOnlyMemory<byte>> Inputs, int[] Sums) Product()
    {
        var random = new TestRandom(11);
        var weights = Enumerable.Range(0, Rows * Taps).Select(_ => (sbyte)random.Int(-127, 127)).ToArray();
        var x = Enumerable.Range(0, Taps).Select(_ => (sbyte)random.Int(-128, 127)).ToArray();
        var graph = new GraphBuilder("net");
        var input = graph.Input("x", new Shape(1, Taps), ElementType.Int8, QuantizationParameters.PerTensor(InputScale, -7));
        var filter = graph.Constant(
            "w", new Shape(Rows, Taps), ElementType.Int8, QuantizationParameters.PerTensor(FilterScale, 0),
            MemoryMarshal.AsBytes(weights.AsSpan()).ToArray());
        var y = graph.Tensor("y", new Shape(1, Rows), ElementType.Int8, QuantizationParameters.PerTensor(OutputScale, 3));
        graph.Output(graph.Add(id => new FullyConnected(id, [input, filter], [y], false, Activation.None)));
        var sums = Enumerable.Range(0, Rows)
            .Select(r => Enumerable.Range(0, Taps).Sum(t => weights[(r * Taps) + t] * (x[t] + 7))).ToArray();
        return (graph.Build(), [MemoryMarshal.AsBytes(x.AsSpan()).ToArray()], sums);
    }
}
