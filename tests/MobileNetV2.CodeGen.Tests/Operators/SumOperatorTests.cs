using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Import.TfLite;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators that add up values, against the steps of the reference kernels: each value shifted up by 20 bits, halved, added; the
/// sum scaled with two roundings. Integers are 64 bits wide, so nothing can hide in a wrap.</summary>
public sealed class SumOperatorTests
{
    [Fact]
    public void Sums_of_inputs_follow_the_steps_of_the_reference()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single("ADD_N", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = graph.Operators[0];
            var inputs = RandomGraphs.Inputs(graph, seed);
            var values = op.Inputs.Select(id => graph[id].Data ?? inputs[graph.Inputs.IndexOf(id)]).ToList();
            var steps = Steps.Of(graph, op);

            var result = new ReferenceInterpreter(graph).Run(inputs)[0];

            var expected = Enumerable.Range(0, result.Length)
                .Select(i => steps.Finish(values.Aggregate(steps.Begin, (sum, v) => sum + steps.Scale(unchecked((sbyte)v.Span[i])))));
            Assert.Equal(expected, result.Select(b => (int)unchecked((sbyte)b)));
        }
    }

    [Fact]
    public void Running_sums_follow_the_steps_of_the_reference()
    {
        for (var seed = 0UL; seed < 120; seed++)
        {
            var graph = RandomGraphs.Single("CUMSUM", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = (CumulativeSum)graph.Operators[0];
            var inputs = RandomGraphs.Inputs(graph, seed);
            var steps = Steps.Of(graph, op);
            var places = Places(graph[op.Input].Shape).ToList();

            var result = new ReferenceInterpreter(graph).Run(inputs)[0];

            // Each element by itself: all on its line that lie before it, or behind it.
            for (var i = 0; i < result.Length; i++)
            {
                var sum = steps.Begin;
                for (var j = 0; j < result.Length; j++)
                {
                    var ahead = op.IsReverse ? places[j][op.Axis] - places[i][op.Axis] : places[i][op.Axis] - places[j][op.Axis];
                    var isOnLine = !places[i].Where((at, axis) => axis != op.Axis && at != places[j][axis]).Any();
                    if (isOnLine && (ahead > 0 || (ahead == 0 && !op.IsExclusive)))
                        sum += steps.Scale(unchecked((sbyte)inputs[0].Span[j]));
                }

                Assert.Equal(steps.Finish(sum), unchecked((sbyte)result[i]));
            }
        }
    }

    [Theory]
    [InlineData(false, false, new[] { 4, 6, 10 })]
    [InlineData(true, false, new[] { 0, 4, 6 })]
    [InlineData(false, true, new[] { 10, 6, 4 })]
    [InlineData(true, true, new[] { 6, 4, 0 })]
    public void A_file_says_where_running_sums_begin(bool exclusive, bool reverse, int[] expected)
    {
        static TestTensor Row(string name) => TestTensor.Int8(name, 1, 3) with { ZeroPoints = [0] };
        var model = new TestModel();
        var input = model.Input(Row("input"));
        var axis = model.Tensor(TestTensor.Int32s("axis", [], [-1]));
        model.Operator(
            BuiltinOperator.Cumsum, [input, axis], [model.Output(Row("sums"))],
            new TestOptions(OptionsKind.CumulativeSum, exclusive, reverse));
        var graph = model.Import().Sound();

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 4, 2, 4 }])[0];

        Assert.Equal(expected, result.Select(b => (int)b));
    }

    private static IEnumerable<int[]> Places(Shape shape)
    {
        for (var i = 0; i < shape.ElementCount; i++)
        {
            var (place, rest) = (new int[shape.Rank], i);
            for (var axis = shape.Rank - 1; axis >= 0; rest /= shape[axis], axis--)
                place[axis] = rest % shape[axis];
            yield return place;
        }
    }

    /// <summary>The reference begins with the stored 0, which stands for -1.5 here: 3 + 3 + 0.5 becomes 5.</summary>
    [Fact]
    public void A_sum_lacks_what_the_stored_0_stands_for()
    {
        var model = new TestModel();
        var inputs = new[] { "a", "b", "c" }.Select(name => model.Input(TestTensor.Int8(name, 1))).ToArray();
        model.Operator(BuiltinOperator.AddN, inputs, [model.Output(TestTensor.Int8("sum", 1))]);
        var graph = model.Import().Sound();

        var result = new ReferenceInterpreter(graph).Run([new byte[] { 9 }, new byte[] { 9 }, new byte[] { 4 }])[0];

        Assert.IsType<AddN>(graph.Operators[0]);
        Assert.Equal(13, result[0]); // 5 of scale 0.5 and zero point 3
    }

    [Theory]
    [InlineData(0.5, 4, "MNV2014", "input 1 has scale 0.5 and zero point 4, input 0 0.5 and 3; they must agree")]
    [InlineData(0.25, 3, "MNV2014", "input 1 has scale 0.25 and zero point 3, input 0 0.5 and 3; they must agree")]
    public void Inputs_of_other_scales_are_refused(double scale, int zeroPoint, string code, string message)
    {
        var model = new TestModel();
        var a = model.Input(TestTensor.Int8("a", 2));
        var b = model.Input(TestTensor.Int8("b", 2) with { Scales = [(float)scale], ZeroPoints = [zeroPoint] });
        model.Operator(BuiltinOperator.AddN, [a, b], [model.Output(TestTensor.Int8("sum", 2))]);

        var diagnostic = Assert.Single(model.Import().Diagnostics);

        Assert.Equal((code, message), (diagnostic.Code, diagnostic.Message));
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, "input 1 has shape 3, input 0 has 2")]
    [InlineData(new[] { 2 }, "the operator has 1 inputs, at least 2 expected")]
    public void Inputs_are_at_least_two_of_one_shape(int[] sizes, string message)
    {
        var model = new TestModel();
        var inputs = sizes.Select((size, i) => model.Input(TestTensor.Int8($"input_{i}", size))).ToArray();
        model.Operator(BuiltinOperator.AddN, inputs, [model.Output(TestTensor.Int8("sum", 2))]);

        Assert.Contains(message, Assert.Single(model.Import().Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>What the reference kernels do with one value, in 64 bits.</summary>
    private sealed record Steps(int ZeroPoint, int OutputZeroPoint, long Half, int HalfShift, long Multiplier, int Shift)
    {
        public long Begin => Scale(0);

        public static Steps Of(Graph graph, Operator op)
        {
            var (input, output) = (graph[op.Input].RequiredQuantization, graph[op.Output].RequiredQuantization);
            var twice = 2.0 * input.Scale;
            var (half, halfShift) = Split(input.Scale / twice);
            var (multiplier, shift) = Split(twice / (1048576.0 * output.Scale));
            return new(input.ZeroPoint, output.ZeroPoint, half, halfShift, multiplier, shift);
        }

        public long Scale(int value) => Multiply((value - ZeroPoint) * 1048576L, Half, HalfShift);

        public int Finish(long sum) => (int)Math.Clamp(Multiply(sum, Multiplier, Shift) + OutputZeroPoint, -128, 127);

        /// <summary>A factor below 1 as a fraction of 2^31 and a power of two.</summary>
        private static (long Fraction, int Power) Split(double factor)
        {
            var power = 0;
            for (; factor < 0.5; factor *= 2)
                power--;
            var fraction = (long)Math.Round(factor * 2147483648.0, MidpointRounding.AwayFromZero);
            return fraction == 1L << 31 ? (fraction / 2, power + 1) : (fraction, power);
        }

        private static long Multiply(long x, long fraction, int power)
        {
            var product = x * fraction;
            var high = (product + (product >= 0 ? 1L << 30 : 1 - (1L << 30))) / (1L << 31);
            return (long)Math.Round(Math.ScaleB((double)high, power), MidpointRounding.AwayFromZero);
        }
    }
}
