using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using static MobileNetV2.CodeGen.Tests.Quantization.SingleOperator;

namespace MobileNetV2.CodeGen.Tests.Interpreter.Kernels;

/// <summary>Small cases worked out by hand.</summary>
public class KernelTests
{
    [Fact]
    public void Average_pool_rounds_half_away_from_zero_and_counts_valid_taps_only()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(1, 1, 5, 1), ElementType.Int8, Scale(1))],
            new Tensor(default, "y", new Shape(1, 1, 3, 1), ElementType.Int8, Scale(1)),
            (id, i, o) => new AveragePool2D(id, i, o, new Size2D(1, 2), new Size2D(1, 2), new Padding2D(0, 0, 1, 0), Activation.None));
        Assert.Equal([7, 4, -3], Run(graph, [7, 3, 4, -2, -3]));
    }

    [Fact]
    public void Max_pool_ignores_padding_even_when_all_values_are_low()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(1, 2, 2, 1), ElementType.Int8, Scale(1))],
            new Tensor(default, "y", new Shape(1, 2, 2, 1), ElementType.Int8, Scale(1)),
            (id, i, o) => new MaxPool2D(id, i, o, new Size2D(2, 2), Size2D.One, new Padding2D(0, 1, 0, 1), Activation.None));
        Assert.Equal([-100, -101, -110, -128], Run(graph, [-100, -101, -110, -128]));
    }

    [Fact]
    public void Add_broadcasts_both_sides()
    {
        var graph = Make(
            [
                new Tensor(default, "l", new Shape(2, 1), ElementType.Int8, Scale(1)),
                new Tensor(default, "r", new Shape(3), ElementType.Int8, Scale(1)),
            ],
            new Tensor(default, "y", new Shape(2, 3), ElementType.Int8, Scale(1)),
            (id, i, o) => new Add(id, i, o, Activation.None));
        Assert.Equal([11, 12, 13, 21, 22, 23], Run(graph, [10, 20], [1, 2, 3]));
    }

    [Fact]
    public void Sub_takes_the_right_from_the_left_and_saturates()
    {
        var graph = Make(
            [
                new Tensor(default, "l", new Shape(3), ElementType.Int8, Scale(1)),
                new Tensor(default, "r", new Shape(3), ElementType.Int8, Scale(1)),
            ],
            new Tensor(default, "y", new Shape(3), ElementType.Int8, Scale(1)),
            (id, i, o) => new Sub(id, i, o, Activation.None));
        Assert.Equal([4, -128, 127], Run(graph, [7, -100, 100], [3, 100, -100]));
    }

    [Fact]
    public void Mul_multiplies_distances_to_the_zero_points()
    {
        var graph = Make(
            [
                new Tensor(default, "l", new Shape(3), ElementType.Int8, Scale(0.5f, 10)),
                new Tensor(default, "r", new Shape(3), ElementType.Int8, Scale(0.5f, -2)),
            ],
            new Tensor(default, "y", new Shape(3), ElementType.Int8, Scale(1, 5)),
            (id, i, o) => new Mul(id, i, o, Activation.None));

        // 4 * 4 / 4 = 4; 2 * -1 / 4 = -0.5 rounds away from zero; 10 * 6 / 4 = 15.
        Assert.Equal([9, 4, 20], Run(graph, [14, 12, 20], [2, -3, 4]));
    }

    [Fact]
    public void Mean_reduces_any_axes()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(2, 3, 2), ElementType.Int8, Scale(1))],
            new Tensor(default, "y", new Shape(3), ElementType.Int8, Scale(1)),
            (id, i, o) => new Mean(id, i, o, [0, 2]));
        Assert.Equal([4, 5, -6], Run(graph, [1, 3, 5, 5, -7, -5, 5, 7, 4, 6, -6, -6]));
    }

    [Fact]
    public void Softmax_of_equal_values_is_uniform()
    {
        var graph = Unary(new Shape(2, 4), Scale(0.1f), Scale(1f / 256, -128), (id, i, o) => new Softmax(id, i, o, 1));
        Assert.Equal([-64, -64, -64, -64, 127, -128, -128, -128], Run(graph, [5, 5, 5, 5, 127, -128, -128, -128]));
    }

    [Fact]
    public void Softmax_over_more_than_512_equal_values_is_zero_everywhere()
    {
        var graph = Unary(new Shape(1, 1001), Scale(0.1f), Scale(1f / 256, -128), (id, i, o) => new Softmax(id, i, o, 1));
        Assert.All(Run(graph, [new int[1001]]), p => Assert.Equal(-128, p));
    }

    [Fact]
    public void Pad_fills_with_its_value()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(1, 2), ElementType.Int8, Scale(1))],
            new Tensor(default, "y", new Shape(2, 4), ElementType.Int8, Scale(1)),
            (id, i, o) => new Pad(id, i, o, [1, 1], [0, 1], -9));
        Assert.Equal([-9, -9, -9, -9, -9, 1, 2, -9], Run(graph, [1, 2]));
    }

    [Fact]
    public void Concatenation_requantizes_inputs_of_another_scale()
    {
        var graph = Make(
            [
                new Tensor(default, "a", new Shape(2, 1), ElementType.Int8, Scale(1)),
                new Tensor(default, "b", new Shape(2, 2), ElementType.Int8, Scale(2, 3)),
            ],
            new Tensor(default, "y", new Shape(2, 3), ElementType.Int8, Scale(1)),
            (id, i, o) => new Concatenation(id, i, o, 1));
        Assert.Equal([1, 2, 4, 2, -6, 127], Run(graph, [1, 2], [4, 5, 0, 100]));
    }

    [Fact]
    public void Transpose_permutes()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(2, 3), ElementType.Int8, Scale(1))],
            new Tensor(default, "y", new Shape(3, 2), ElementType.Int8, Scale(1)),
            (id, i, o) => new Transpose(id, i, o, [1, 0]));
        Assert.Equal([1, 4, 2, 5, 3, 6], Run(graph, [1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void Quantize_rounds_ties_away_from_zero_and_saturates()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(8), ElementType.Float32)],
            new Tensor(default, "y", new Shape(8), ElementType.Int8, Scale(0.5f, 1)),
            (id, i, o) => new Quantize(id, i, o));
        float[] reals = [0.25f, -0.25f, 0.24f, 1e30f, -1e30f, float.NaN, float.PositiveInfinity, 0];
        var result = new ReferenceInterpreter(graph).Run([MemoryMarshal.AsBytes(reals.AsSpan()).ToArray()])[0];
        Assert.Equal([2, 0, 1, 127, -128, 1, 127, 1], result.Select(b => (int)unchecked((sbyte)b)));
    }

    [Fact]
    public void Quantize_between_int8_and_uint8_of_equal_scale_flips_the_top_bit()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(3), ElementType.UInt8, Scale(0.1f, 128))],
            new Tensor(default, "y", new Shape(3), ElementType.Int8, Scale(0.1f)),
            (id, i, o) => new Quantize(id, i, o));
        Assert.Equal([-128, 0, 127], Run(graph, [0, 128, 255]));
    }

    [Fact]
    public void Dequantize_multiplies_in_binary64()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(2), ElementType.Int8, Scale(0.1f, -3))],
            new Tensor(default, "y", new Shape(2), ElementType.Float32),
            (id, i, o) => new Dequantize(id, i, o));
        var result = new ReferenceInterpreter(graph).Run([new byte[] { 4, 0x80 }])[0];
        Assert.Equal([(float)(0.1f * 7.0), (float)(0.1f * -125.0)], MemoryMarshal.Cast<byte, float>(result).ToArray());
    }

    [Theory]
    [InlineData(Activation.Relu, new[] { 0, 0, 6, 127 })]
    [InlineData(Activation.ReluN1To1, new[] { -2, 0, 2, 2 })]
    public void Relu_requantizes_and_clips(Activation activation, int[] expected)
    {
        var graph = Unary(new Shape(4), Scale(1), Scale(0.5f), (id, i, o) => new Relu(id, i, o, activation));
        Assert.Equal(expected, Run(graph, [-100, 0, 3, 100]));
    }

    [Fact]
    public void Relu6_clips_bytes_between_zero_and_six()
    {
        var graph = Unary(new Shape(4), Scale(1, 10), Scale(1, 10), (id, i, o) => new Relu(id, i, o, Activation.Relu6));
        Assert.Equal([10, 10, 13, 16], Run(graph, [-100, 10, 13, 100]));
    }
}
