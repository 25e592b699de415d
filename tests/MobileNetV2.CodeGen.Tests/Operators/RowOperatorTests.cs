using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators of whole rows, and reductions, against their meaning in double precision.</summary>
public sealed class RowOperatorTests
{
    [Fact]
    public void Rows_are_divided_by_their_length()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            Check("L2_NORMALIZATION", seed, 2, row => [.. row.Select(x => x / Math.Max(1e-9, Math.Sqrt(row.Sum(y => y * y))))]);
        }
    }

    [Fact]
    public void Logarithms_of_softmax_are_near_the_real_ones()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            Check("LOG_SOFTMAX", seed, 1, row => [.. row.Select(x => x - Math.Log(row.Sum(y => Math.Exp(y))))]);
        }
    }

    [Theory]
    [InlineData("SUM")]
    [InlineData("MEAN")]
    [InlineData("REDUCE_MAX")]
    [InlineData("REDUCE_MIN")]
    public void Reductions_fold_what_their_axes_say(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var (graph, values, result) = Run(kind, seed);
            var op = (ReduceOperator)graph.Operators[0];
            var shape = graph[op.Input].Shape;
            var groups = Enumerable.Range(0, values.Length).GroupBy(i => Index(i, shape, op.Axes), i => values[i])
                .OrderBy(g => g.Key, Comparer<long>.Default).Select(g => kind switch
                {
                    "SUM" => g.Sum(),
                    "MEAN" => g.Average(),
                    "REDUCE_MAX" => g.Max(),
                    _ => g.Min(),
                }).ToArray();
            Near(kind, seed, 1, groups, result, graph[op.Output].RequiredQuantization);
        }
    }

    /// <summary>The number of the output element that input element <paramref name="i"/> belongs to.</summary>
    private static long Index(int i, Shape shape, IReadOnlyCollection<int> axes)
    {
        var (index, stride) = (0L, 1L);
        for (var axis = shape.Rank - 1; axis >= 0; i /= shape[axis], axis--)
        {
            if (axes.Contains(axis))
                continue;
            index += i % shape[axis] * stride;
            stride *= shape[axis];
        }

        return index;
    }

    private static void Check(string kind, ulong seed, int steps, Func<double[], double[]> meaning)
    {
        var (graph, values, result) = Run(kind, seed);
        var op = graph.Operators[0];
        var expected = values.Chunk(graph[op.Input].Shape.Channels).SelectMany(meaning).ToArray();
        Near(kind, seed, steps, expected, result, graph[op.Output].RequiredQuantization);
    }

    private static void Near(string kind, ulong seed, int steps, double[] expected, sbyte[] result, QuantizationParameters output)
    {
        Assert.Equal(expected.Length, result.Length);
        for (var i = 0; i < result.Length; i++)
        {
            var stored = Math.Clamp(Math.Round(expected[i] / output.Scale) + output.ZeroPoint, -128, 127);
            Assert.True(Math.Abs(result[i] - stored) <= steps, $"{kind} seed {seed}: element {i} is {result[i]}, not {stored}");
        }
    }

    private static (Graph Graph, double[] Values, sbyte[] Result) Run(string kind, ulong seed)
    {
        var graph = RandomGraphs.Single(kind, seed);
        Assert.Empty(GraphValidator.Validate(graph));
        var input = graph[graph.Inputs[0]];
        var (scale, zeroPoint) = (input.RequiredQuantization.Scale, input.RequiredQuantization.ZeroPoint);
        var inputs = RandomGraphs.Inputs(graph, seed);
        var values = inputs[0].ToArray().Select(b => scale * (double)(unchecked((sbyte)b) - zeroPoint)).ToArray();
        var result = new ReferenceInterpreter(graph).Run(inputs)[0];
        return (graph, values, [.. result.Select(b => unchecked((sbyte)b))]);
    }
}
