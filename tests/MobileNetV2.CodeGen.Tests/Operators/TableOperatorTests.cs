using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Every entry of every table against the real function in double precision.</summary>
public sealed class TableOperatorTests
{
    /// <summary>What each operator means, and by how many steps its fixed point may be off.</summary>
    private static readonly ImmutableDictionary<string, (Func<Operator, double, double> Function, int Steps)> Meanings =
        new Dictionary<string, (Func<Operator, double, double>, int)>
        {
            ["LOGISTIC"] = ((_, x) => 1 / (1 + Math.Exp(-x)), 1),
            ["TANH"] = ((_, x) => Math.Tanh(x), 1),
            ["HARD_SWISH"] = ((_, x) => x * Math.Clamp(x + 3, 0, 6) / 6, 2),
            ["ELU"] = ((_, x) => x < 0 ? Math.Exp(x) - 1 : x, 1),
            ["ABS"] = ((_, x) => Math.Abs(x), 1),
            ["NEG"] = ((_, x) => -x, 1),
            ["RELU_0_TO_1"] = ((_, x) => Math.Clamp(x, 0, 1), 1),
            ["RSQRT"] = ((_, x) => x > 0 ? 1 / Math.Sqrt(x) : double.PositiveInfinity, 1),
            ["SQRT"] = ((_, x) => Math.Sqrt(Math.Max(x, 0)), 1),
            ["EXP"] = ((_, x) => Math.Exp(x), 1),
            ["LOG"] = ((_, x) => x > 0 ? Math.Log(x) : double.NegativeInfinity, 1),
            ["SIGN"] = ((_, x) => Math.Sign(x), 1),
            ["SQUARE"] = ((_, x) => x * x, 1),
            ["LEAKY_RELU"] = ((op, x) => x < 0 ? x * ((LeakyRelu)op).Alpha : x, 1),
            ["GELU"] = ((op, x) => x * (((Gelu)op).IsApproximate ? ApproximateProbability(x) : Probability(x)), 1),
        }.ToImmutableDictionary();

    public static TheoryData<string> Kinds => [.. OperatorCatalog.All.OfType<ITableRule>().SelectMany(d => ((OperatorDefinition)d).Kinds)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_entry_is_the_nearest_value_of_the_function(string kind)
    {
        var (function, steps) = Meanings[kind];
        for (var seed = 0UL; seed < 100; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = Assert.Single(graph.Operators);
            var (input, output) = (graph[op.Input].RequiredQuantization, graph[op.Output].RequiredQuantization);
            var table = ((ITableRule)OperatorCatalog.Of(op)).Make(graph, op);
            for (var x = sbyte.MinValue; x < sbyte.MaxValue; x++)
            {
                var real = function(op, input.Scale * (double)(x - input.ZeroPoint)) / output.Scale;
                var expected = double.IsFinite(real)
                    ? Math.Clamp(Math.Round(real) + output.ZeroPoint, -128, 127) : double.IsPositive(real) ? 127 : -128;
                var actual = unchecked((sbyte)table[(byte)x]);
                Assert.True(Math.Abs(actual - expected) <= steps, $"{kind} seed {seed}: {x} gives {actual}, not {expected}");
            }
        }
    }

    [Fact]
    public void The_interpreter_looks_each_byte_up()
    {
        var graph = RandomGraphs.Single("LOGISTIC", 1);
        var op = graph.Operators[0];
        var bytes = RandomGraphs.Inputs(graph, 1);
        var table = ((ITableRule)OperatorCatalog.Of(op)).Make(graph, op);

        Assert.Equal(bytes[0].ToArray().Select(b => table[b]), new ReferenceInterpreter(graph).Run(bytes)[0]);
    }

    [Theory]
    [InlineData("LOGISTIC", 0.0625f, 3, new[] { -128, -15, 3, 4, 20, 127 }, new[] { -128, -65, 0, 4, 62, 127 })]
    [InlineData("TANH", 0.0625f, 3, new[] { -128, -15, 3, 4, 20, 127 }, new[] { -128, -104, 0, 8, 101, 127 })]
    [InlineData("ABS", 0.5f, 3, new[] { -128, -124, 2, 3, 4, 127 }, new[] { 127, 127, 4, 3, 4, 127 })]
    [InlineData("NEG", 0.5f, 3, new[] { -128, 0, 3, 5, 127 }, new[] { 127, 6, 3, 1, -121 })]
    [InlineData("RELU_0_TO_1", 0.25f, 3, new[] { -128, 3, 4, 6, 7, 8, 127 }, new[] { 3, 3, 4, 6, 7, 7, 7 })]
    public void Entries_worked_out_by_hand(string kind, float scale, int zeroPoint, int[] values, int[] expected)
    {
        var definition = OperatorCatalog.ByKind[kind];
        Operator op = kind switch
        {
            "LOGISTIC" => new Logistic(new(0), [new(0)], [new(1)]),
            "TANH" => new Tanh(new(0), [new(0)], [new(1)]),
            _ => definition.Create(new OperatorOrigin(kind, new(0), [new(0)], [new(1)]), null!),
        };
        var rule = (ITableRule)definition;
        var input = new Tensor(new(0), "x", new Shape(1), ElementType.Int8, QuantizationParameters.PerTensor(scale, zeroPoint));
        var output = input with { Id = new(1), Quantization = rule.Output ?? input.Quantization };
        var table = rule.Make(new Graph("one", [input, output], [op], [new(0)], [new(1)]), op);

        Assert.Equal(expected, values.Select(x => (int)unchecked((sbyte)table[(byte)x])));
    }

    /// <summary>The probability that a normal variable is below x: Simpson's rule over its density from 0.</summary>
    private static double Probability(double x)
    {
        const int halves = 400;
        var width = x / halves;
        static double Density(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        var parts = Enumerable.Range(0, halves).Select(i => i * width)
            .Sum(t => Density(t) + (4 * Density(t + (width / 2))) + Density(t + width));
        return 0.5 + (parts * width / 6);
    }

    private static double ApproximateProbability(double x) =>
        (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) / 2;
}
