using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;
using MobileNetV2.CodeGen.Tests.Shared;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Tests.Operators;

/// <summary>Random operators on 16-bit activations and the same on float32: they agree to a few steps of the output's scale,
/// which is fine.</summary>
public class WideDialectTests
{
    public static TheoryData<string> Kinds { get; } = new(WideGraphs.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_operator_means_the_same_on_reals(string kind)
    {
        var compared = 0;
        for (var seed = 0UL; seed < 40; seed++)
        {
            var graph = WideGraphs.Single(kind, seed);
            Assert.Empty(GraphValidator.Validate(graph));
            var op = graph.Operators.Single();
            if (op is Maximum or Minimum && !graph[op.Inputs[0]].RequiredQuantization.Equals(graph[op.Inputs[1]].RequiredQuantization))
                continue; // Chosen by their bytes, which mean the same only on one scale.
            var inputs = RandomGraphs.Inputs(graph, seed);
            var twin = graph.With([.. graph.Tensors.Select(Real)]);
            var reals = inputs
                .Select((bytes, i) => (ReadOnlyMemory<byte>)Real(graph[graph.Inputs[i]] with { Data = bytes }).Data!.Value).ToList();
            var got = MemoryMarshal.Cast<byte, short>(new ReferenceInterpreter(graph).Run(inputs)[0].AsSpan());
            var expected = MemoryMarshal.Cast<byte, float>(new ReferenceInterpreter(twin).Run(reals)[0].AsSpan());
            var scale = (double)graph[graph.Outputs[0]].RequiredQuantization.Scale;
            for (var i = 0; i < got.Length; i++, compared++)
            {
                var steps = Math.Clamp(expected[i] / scale, short.MinValue, short.MaxValue);
                Assert.True(
                    Math.Abs(steps - got[i]) < Tolerance(op, steps),
                    $"{kind}, seed {seed}, element {i}: {steps} in reals, {got[i]} in integers");
            }
        }

        Assert.True(compared > 100, $"only {compared} elements were compared");
    }

    [Fact]
    public void Curves_go_through_known_points()
    {
        // 12288 is an argument of 1, and of 2 at twice the scale of the table.
        Assert.Equal(16384, WideCurves.Logistic(0));
        Assert.Equal(0, WideCurves.Tanh(0));
        Assert.InRange(WideCurves.Logistic(12288) / 32768.0, 0.73102, 0.73110);
        Assert.InRange(WideCurves.Tanh(12288) / 32768.0, 0.76150, 0.76168);
        Assert.Equal((32767, 32767), (WideCurves.Logistic(1 << 20), WideCurves.Tanh(1 << 20)));
        Assert.Equal((1, -32767), (WideCurves.Logistic(-(1 << 20)), WideCurves.Tanh(-(1 << 20))));
    }

    [Fact]
    public void The_curve_is_within_a_step_of_the_logistic_function()
    {
        Assert.Equal(256, CurveConstants.Table.Length);
        for (var i = 0; i < 256; i++)
            Assert.InRange(CurveConstants.Table[i] - (65536 / (1 + Math.Exp(-i / 24.0))), -0.5, 1.3);
    }

    [Theory]
    [InlineData(1f / 4096, 3, 0)]
    [InlineData(1f / 2048, 6, 0)]
    [InlineData(1f / 8192, 24576, 14)]
    [InlineData(0.001f, 25165, 11)]
    public void Scales_become_the_units_of_the_table(float scale, int multiplier, int shift)
    {
        var graph = new RandomGraphBuilder("curve", new TestRandom(1));
        var input = graph.Input(new Shape(4), ElementType.Int16, QuantizationParameters.PerTensor(scale, 0));
        var op = new Tanh(new OperatorId(0), [input], [new TensorId(1)]);
        graph.Output(graph.Add(
            new Shape(4),
            QuantizationParameters.PerTensor(1f / 32768, 0),
            (id, result) => op with { Id = id, Outputs = result },
            ElementType.Int16));

        Assert.Equal(new CurveConstants(multiplier, shift), CurveConstants.For(graph.Build(), op));
    }

    [Theory]
    [InlineData(100, 1 << 30, 1, 100)]
    [InlineData(-3, 1 << 30, 0, -1)]
    [InlineData(3, 1 << 30, 0, 2)]
    [InlineData(1L << 40, 1 << 30, -20, 1 << 19)]
    public void Sums_of_64_bits_are_rounded_once_upwards(long sum, int multiplier, int shift, int result) =>
        Assert.Equal(result, FixedPoint.MultiplyByQuantizedMultiplier(sum, multiplier, shift));

    [Fact]
    public void Tables_of_softmax_begin_and_end_where_their_functions_do()
    {
        Assert.Equal((2, 32767), (WideSoftmaxConstants.Exponential[0], WideSoftmaxConstants.Exponential[512]));
        Assert.Equal((32767, 16384), (WideSoftmaxConstants.Reciprocal[0], WideSoftmaxConstants.Reciprocal[512]));

        // Of the tables that the reference makes: a sum in which every entry counts.
        Assert.Equal(6741426, WideSoftmaxConstants.Exponential.Select((v, i) => ((i % 7) + 1) * v).Sum());
        Assert.Equal(46467047, WideSoftmaxConstants.Reciprocal.Select((v, i) => ((i % 7) + 1) * v).Sum());
    }

    /// <summary>Steps: rounding, factors of 15 bits (2^-16 of a value), and lines between the entries of tables.</summary>
    private static double Tolerance(Operator op, double value) => op switch
    {
        Softmax => 90,
        Logistic or Tanh => 24,
        FilterOperator => 2 + (Math.Abs(value) / 16384),
        Add or Sub => 4,
        _ => 2,
    };

    private static Tensor Real(Tensor tensor)
    {
        var quantization = tensor.RequiredQuantization;
        var inner = quantization.IsPerChannel ? tensor.Shape.Dimensions.Skip(quantization.Axis + 1).Aggregate(1, (a, b) => a * b) : 1;
        return tensor with
        {
            Type = ElementType.Float32,
            Quantization = null,
            Data = tensor.Data is { } data ? Reals(data.ToArray()) : default(ReadOnlyMemory<byte>?),
        };

        byte[] Reals(byte[] stored) => MemoryMarshal.AsBytes(Enumerable.Range(0, tensor.Shape.ElementCount)
            .Select(i => (float)((double)quantization.Scales[i / inner % quantization.Scales.Length] * Stored(stored, i)))
            .ToArray().AsSpan()).ToArray();

        long Stored(byte[] stored, int i) => tensor.Type switch
        {
            ElementType.Int8 => unchecked((sbyte)stored[i]) - quantization.ZeroPoints[i / inner % quantization.Scales.Length],
            ElementType.Int16 => MemoryMarshal.Cast<byte, short>(stored)[i],
            ElementType.Int32 => MemoryMarshal.Cast<byte, int>(stored)[i],
            _ => MemoryMarshal.Cast<byte, long>(stored)[i],
        };
    }
}
