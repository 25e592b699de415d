using System.Numerics;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Operators on numbers that stand for themselves, against the platform's arithmetic and a walk over broadcast shapes.</summary>
public sealed class NumberOperatorTests
{
    private static readonly BigInteger Modulus = BigInteger.One << 64;

    public static TheoryData<string> Calculations => [.. RandomNumbers.Calculations];

    public static TheoryData<string> Relations =>
        ["EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL", "LOGICAL_AND", "LOGICAL_OR"];

    [Theory]
    [MemberData(nameof(Calculations))]
    public void Numbers_are_calculated_as_they_stand(string kind)
    {
        var compared = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            var random = new TestRandom(seed);
            var builder = new RandomGraphBuilder("net", random);
            builder.Output(new RandomNumbers(builder, random).Calculation(kind));
            var (graph, left, right, result) = Run(builder.Build(), seed);
            var type = graph[graph.Outputs[0]].Type;
            for (var i = 0; i < result.Length; i++)
            {
                if (type != ElementType.Float32)
                {
                    if (Whole(kind, (long)left[i], (long)right[i]) is not { } whole)
                        continue;
                    Assert.Equal(type == ElementType.Int32 ? unchecked((int)whole) : whole, (long)result[i]);
                }
                else
                {
                    var real = Clip(Real(kind, (float)left[i], (float)right[i]), graph.Operators[0]);
                    Assert.True(
                        Equals(real, (float)result[i]) || MathF.Abs(real - (float)result[i]) <= MathF.Abs(real) * 1.2e-7f,
                        $"{kind}, seed {seed}: {left[i]} and {right[i]} give {result[i]}, not {real}");
                }

                compared++;
            }
        }

        Assert.True(compared > 1000, $"only {compared} elements were compared");
    }

    [Theory]
    [MemberData(nameof(Relations))]
    public void Relations_hold_between_the_reals_that_elements_stand_for(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var (graph, left, right, result) = Run(RandomGraphs.Single(kind, seed), seed);
            var op = graph.Operators[0];
            decimal Meaning(TensorId id, object x) =>
                graph[id].Quantization is { } q ? (decimal)q.Scale * ((long)x - q.ZeroPoint) : Convert.ToDecimal(x);
            for (var i = 0; i < result.Length; i++)
            {
                var (a, b) = (Meaning(op.Inputs[0], left[i]), Meaning(op.Inputs[1], right[i]));

                // On the common scale of the arithmetic, numbers less than half a percent of the largest apart may be equal.
                if (graph[op.Inputs[0]].Quantization is not null && a != b && Math.Abs(a - b) < 0.1m)
                    continue;
                Assert.True(Holds(kind, a, b) == ((long)result[i] == 1), $"{kind}, seed {seed}: {a} and {b} give {result[i]}");
            }
        }
    }

    [Fact]
    public void Logarithms_and_powers_are_accurate_to_the_last_place_of_binary32()
    {
        for (var x = 1e-6; x < 1e6; x *= 1.0137)
            Assert.Equal(Math.Log(x), FloatFunctions.Log(x), Math.Max(Math.Abs(Math.Log(x)) * 1e-14, 1e-15));
        for (var x = 0.01f; x < 50; x *= 1.07f)
        {
            for (var y = -6f; y < 6; y += 0.37f)
                Assert.Equal(1, FloatFunctions.Power(x, y) / Math.Pow(x, y), 1e-12);
        }

        Assert.Equal([-8f, 0.25f, float.NaN], new[] { 3, -2, 0.5 }.Select(y => (float)FloatFunctions.Power(-2, y)));
        Assert.Equal((double.NegativeInfinity, double.NaN), (FloatFunctions.Log(0), FloatFunctions.Log(-1)));
        Assert.Equal([-2f, -1, -0f, 1, 2, 2, 4], new[] { -1.5f, -1, -0f, 1, 1.5f, 2.5f, 3.5f }.Select(FloatFunctions.Round));
        Assert.Equal([-2f, -1, 0, 1], new[] { -1.5f, -1, 0.99f, 1.5f }.Select(FloatFunctions.Floor));
    }

    [Theory]
    [InlineData("GATHER_ND")]
    [InlineData("GATHER_V2")]
    public void Slices_come_from_the_places_that_indices_name(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var inputs = RandomGraphs.Inputs(graph, seed);
            var result = new ReferenceInterpreter(graph).Run(inputs)[0];
            var (op, input, output) = (graph.Operators[0], graph[graph.Inputs[0]], graph[graph.Outputs[0]]);
            var (element, indices) = (input.Type.SizeBytes(), Integers(graph[graph.Inputs[1]], inputs[1].Span));
            var places = graph[graph.Inputs[1]].Shape;
            for (var i = 0; i < output.Shape.ElementCount; i++)
            {
                var at = Index(i, output.Shape);
                List<int> source;
                if (op is GatherV2 { Axis: var axis })
                {
                    var place = Flat(at.Skip(axis).Take(places.Rank), places.Dimensions);
                    source = [.. at.Take(axis), Near(indices[place], input.Shape[axis]), .. at.Skip(axis + places.Rank)];
                }
                else
                {
                    var (prefix, depth) = (places.Rank - 1, places.Channels);
                    var place = Flat(at.Take(prefix), [.. places.Dimensions.SkipLast(1)]);
                    source =
                    [
                        .. Enumerable.Range(0, depth).Select(d => Near(indices[(place * depth) + d], input.Shape[d])), .. at.Skip(prefix),
                    ];
                }

                var from = Flat(source, input.Shape.Dimensions);
                Assert.True(
                    inputs[0].Span.Slice(from * element, element).SequenceEqual(result.AsSpan(i * element, element)),
                    $"{kind}, seed {seed}, element {i}");
            }
        }
    }

    [Theory]
    [InlineData("SELECT")]
    [InlineData("SELECT_V2")]
    public void Truth_chooses_between_elements(string kind)
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var inputs = RandomGraphs.Inputs(graph, seed);
            var result = new ReferenceInterpreter(graph).Run(inputs)[0];
            var (output, element) = (graph[graph.Outputs[0]].Shape, graph[graph.Outputs[0]].Type.SizeBytes());
            for (var i = 0; i < output.ElementCount; i++)
            {
                int At(int input) => Repeated(graph[graph.Inputs[input]].Shape, output, i);
                var chosen = inputs[0].Span[At(0)] != 0 ? 1 : 2;
                Assert.True(inputs[chosen].Span.Slice(At(chosen) * element, element).SequenceEqual(result.AsSpan(i * element, element)));
            }
        }
    }

    [Fact]
    public void The_largest_come_first_and_of_equal_ones_those_with_lower_places()
    {
        for (var seed = 0UL; seed < 60; seed++)
        {
            var graph = RandomGraphs.Single("TOPK_V2", seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var inputs = RandomGraphs.Inputs(graph, seed);
            var op = graph.Operators[0];
            var results = new ReferenceInterpreter(graph).Run(inputs);
            var elements = Numbers(graph[op.Input], inputs[0].Span);
            var values = Numbers(graph[op.Outputs[0]], results[graph.Outputs.IndexOf(op.Outputs[0])]);
            var places = Integers(graph[op.Outputs[1]], results[graph.Outputs.IndexOf(op.Outputs[1])]);
            var (length, count) = (graph[op.Input].Shape.Channels, graph[op.Output].Shape.Channels);
            for (var row = 0; row < values.Length / count; row++)
            {
                var left = Enumerable.Range(0, length).ToList();
                for (var k = 0; k < count; k++)
                {
                    double Of(int place) => Convert.ToDouble(elements[(row * length) + place]);
                    var best = left.Aggregate((a, b) => Of(b) > Of(a) ? b : a);
                    left.Remove(best);
                    Assert.Equal((best, elements[(row * length) + best]), ((int)places[(row * count) + k], values[(row * count) + k]));
                }
            }
        }
    }

    [Fact]
    public void A_factor_beyond_all_shifts_sends_products_to_the_end_of_their_sign()
    {
        Tensor Of(int id, float scale) =>
            new(new(id), $"t{id}", new Shape(4), ElementType.Int8, QuantizationParameters.PerTensor(scale, 3));
        var graph = new Graph(
            "net",
            [Of(0, 0.1f), Of(1, 0.1f), Of(2, 1e-35f)],
            [new Mul(new(0), [new(0), new(1)], [new(2)], Activation.None)],
            [new(0), new(1)],
            [new(2)]);

        Assert.Empty(GraphValidator.Validate(graph));
        var result = new ReferenceInterpreter(graph).Run([new byte[] { 4, 2, 3, 130 }, new byte[] { 4, 9, 9, 130 }])[0];
        Assert.Equal([127, -128, 3, 127], result.Select(b => (int)unchecked((sbyte)b)));
    }

    private static long? Whole(string kind, long a, long b) => unchecked(kind switch
    {
        "ADD" => a + b,
        "SUB" => a - b,
        "MUL" => a * b,
        "SQUARED_DIFFERENCE" => (a - b) * (a - b),
        "MAXIMUM" => Math.Max(a, b),
        "MINIMUM" => Math.Min(a, b),
        "POW" when b < 0 => 0,
        "POW" => (long)(ulong)(BigInteger.ModPow(a, b, Modulus) is var power && power < 0 ? power + Modulus : power),
        _ when b == 0 => kind == "FLOOR_MOD" ? a : 0,
        _ when b == -1 => kind == "FLOOR_MOD" ? 0 : -a,
        "DIV" => a / b,
        "FLOOR_DIV" => (long)(a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
        _ => a % b == 0 || (a < 0) == (b < 0) ? a % b : (a % b) + b,
    });

    private static float Real(string kind, float a, float b) => kind switch
    {
        "ADD" => a + b,
        "SUB" => a - b,
        "MUL" => a * b,
        "DIV" => a / b,
        "SQUARED_DIFFERENCE" => (a - b) * (a - b),
        "MAXIMUM" => MathF.Max(a, b),
        "MINIMUM" => MathF.Min(a, b),
        "FLOOR_DIV" => MathF.Floor(a / b),
        "POW" => MathF.Pow(a, b),
        _ => a % b is var rest && rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest,
    };

    private static float Clip(float x, Operator op) => ((op as ArithmeticOperator)?.Activation ?? Activation.None) switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Relu6 => Math.Clamp(x, 0, 6),
        Activation.ReluN1To1 => Math.Clamp(x, -1, 1),
        _ => x,
    };

    private static bool Holds(string kind, decimal a, decimal b) => kind switch
    {
        "EQUAL" => a == b,
        "NOT_EQUAL" => a != b,
        "LESS" => a < b,
        "LESS_EQUAL" => a <= b,
        "GREATER" => a > b,
        "GREATER_EQUAL" => a >= b,
        "LOGICAL_AND" => a != 0 && b != 0,
        _ => a != 0 || b != 0,
    };

    /// <summary>The operands of each output element, and the elements.</summary>
    private static (Graph Graph, object[] Left, object[] Right, object[] Result) Run(Graph graph, ulong seed)
    {
        Assert.Empty(GraphValidator.Validate(graph));
        var (op, inputs) = (graph.Operators[0], RandomGraphs.Inputs(graph, seed));
        var output = graph[op.Output];
        object[] Operand(TensorId id)
        {
            var elements = Numbers(graph[id], inputs[graph.Inputs.IndexOf(id)].Span);
            return [.. Enumerable.Range(0, output.Shape.ElementCount).Select(i => elements[Repeated(graph[id].Shape, output.Shape, i)])];
        }

        return (graph, Operand(op.Inputs[0]), Operand(op.Inputs[1]), Numbers(output, new ReferenceInterpreter(graph).Run(inputs)[0]));
    }

    private static object[] Numbers(Tensor tensor, ReadOnlySpan<byte> bytes) => tensor.Type == ElementType.Float32
        ? [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(v => (object)v)]
        : [.. Integers(tensor, bytes).Select(v => (object)v)];

    private static long[] Integers(Tensor tensor, ReadOnlySpan<byte> bytes) => tensor.Type switch
    {
        ElementType.Int8 => [.. bytes.ToArray().Select(b => (long)unchecked((sbyte)b))],
        ElementType.Int32 => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(v => (long)v)],
        ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
        _ => [.. bytes.ToArray().Select(b => (long)b)],
    };

    private static int Near(long index, int size) => (int)Math.Clamp(index, 0, size - 1);

    private static List<int> Index(int flat, Shape shape)
    {
        var index = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; flat /= shape[axis], axis--)
            index[axis] = flat % shape[axis];
        return [.. index];
    }

    private static int Flat(IEnumerable<int> index, IReadOnlyList<int> dimensions) =>
        index.Select((at, axis) => (at, axis)).Aggregate(0, (flat, i) => (flat * dimensions[i.axis]) + i.at);

    /// <summary>The element that broadcasting pairs with one of the output.</summary>
    private static int Repeated(Shape shape, Shape output, int flat)
    {
        var (at, stride) = (0, 1);
        for (var fromEnd = 1; fromEnd <= output.Rank; flat /= output[output.Rank - fromEnd], fromEnd++)
        {
            if (fromEnd > shape.Rank || shape[shape.Rank - fromEnd] is not (var own and not 1))
                continue;
            at += flat % output[output.Rank - fromEnd] * stride;
            stride *= own;
        }

        return at;
    }
}
