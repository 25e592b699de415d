using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;
using static MobileNetV2.CodeGen.Tests.Quantization.SingleOperator;

namespace MobileNetV2.CodeGen.Tests.Quantization;

/// <summary>
/// Where binary32 or binary64 is used shows in the last digits. Expected numbers were computed by hand with exact rounding.
/// </summary>
public class OperatorConstantsTests
{
    [Fact]
    public void Convolutions_multiply_scales_in_binary64()
    {
        var constants = ConvolutionConstants.For(Convolution(), (Conv2D)Convolution().Operators[0]);
        Assert.Equal<QuantizedMultiplier>((QuantizedMultiplier[])[new(1472560321, -4), new(1472560321, -4)], constants.Multipliers);
        Assert.Equal((-3, 0, -7, false), (constants.InputOffset, constants.FilterOffset, constants.OutputOffset, constants.IsPerChannel));
    }

    [Fact]
    public void A_channel_of_scale_0_has_the_multiplier_0()
    {
        var graph = Convolution(new QuantizationParameters([0.3f, 0], [0, 0]));
        var constants = ConvolutionConstants.For(graph, (Conv2D)graph.Operators[0]);
        Assert.Equal<QuantizedMultiplier>((QuantizedMultiplier[])[new(1472560321, -4), new(0, -1)], constants.Multipliers);
        Assert.Equal(0, constants.Multipliers[1].Apply(int.MinValue));
    }

    [Fact]
    public void Fully_connected_multiplies_the_two_scales_of_a_tensor_in_binary32()
    {
        var graph = Make(
            [
                new Tensor(default, "x", new Shape(1, 4), ElementType.Int8, Scale(0.1f, 3)),
                new Tensor(default, "w", new Shape(2, 4), ElementType.Int8, Scale(0.3f, 5), new byte[8]),
            ],
            new Tensor(default, "y", new Shape(1, 2), ElementType.Int8, Scale(0.7f)),
            (id, inputs, outputs) => new FullyConnected(id, inputs, outputs, false, Activation.None));
        var constants = ConvolutionConstants.For(graph, (FullyConnected)graph.Operators[0]);
        Assert.Equal<QuantizedMultiplier>((QuantizedMultiplier[])[new(1472560299, -4), new(1472560299, -4)], constants.Multipliers);
        Assert.Equal(-5, constants.FilterOffset);
    }

    [Fact]
    public void Fully_connected_multiplies_scales_of_channels_in_binary64()
    {
        var graph = Make(
            [
                new Tensor(default, "x", new Shape(1, 4), ElementType.Int8, Scale(0.1f)),
                new Tensor(default, "w", new Shape(2, 4), ElementType.Int8, new QuantizationParameters([0.3f, 0.6f], [0, 0]), new byte[8]),
            ],
            new Tensor(default, "y", new Shape(1, 2), ElementType.Int8, Scale(0.7f)),
            (id, inputs, outputs) => new FullyConnected(id, inputs, outputs, false, Activation.None));
        var constants = ConvolutionConstants.For(graph, (FullyConnected)graph.Operators[0]);
        Assert.Equal<QuantizedMultiplier>((QuantizedMultiplier[])[new(1472560321, -4), new(1472560321, -3)], constants.Multipliers);
    }

    [Fact]
    public void Add_computes_factors_in_binary64()
    {
        var graph = Binary((id, inputs, outputs) => new Add(id, inputs, outputs, Activation.None));
        var constants = AddConstants.For(graph, (Add)graph.Operators[0]);
        Assert.Equal(
            (new(1431655730, -2), new(1073741824, 0), new(1840700374, -20)),
            (constants.LeftFactor, constants.RightFactor, constants.OutputFactor));
        Assert.Equal((-2, 4, 1), (constants.LeftOffset, constants.RightOffset, constants.OutputOffset));
    }

    [Fact]
    public void Sub_computes_factors_in_binary32()
    {
        var graph = Binary((id, inputs, outputs) => new Sub(id, inputs, outputs, Activation.None));
        var constants = AddConstants.For(graph, (Sub)graph.Operators[0]);
        Assert.Equal(
            (new(1431655680, -2), new(1073741824, 0), new(1840700416, -20)),
            (constants.LeftFactor, constants.RightFactor, constants.OutputFactor));
    }

    [Fact]
    public void Mul_folds_three_scales_into_one_factor()
    {
        var graph = Binary((id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.Relu));
        var constants = MulConstants.For(graph, (Mul)graph.Operators[0]);
        Assert.Equal(new(1472560321, -4), constants.Factor);
        Assert.Equal(new(1, 127), constants.Activation);
    }

    [Fact]
    public void Operators_moved_from_uint8_multiply_scales_in_binary32()
    {
        var mul = Binary((id, inputs, outputs) => new Mul(id, inputs, outputs, Activation.None) { ScaleProduct = ScaleProduct.Float32 });
        Assert.Equal(new(1472560299, -4), MulConstants.For(mul, (Mul)mul.Operators[0]).Factor);
        var convolution = ((Conv2D)Convolution().Operators[0]) with { ScaleProduct = ScaleProduct.Float32 };
        Assert.Equal(new(1472560299, -4), ConvolutionConstants.For(Convolution(), convolution).Multipliers[0]);
    }

    [Fact]
    public void Mean_folds_the_count_into_the_factor()
    {
        var graph = Make(
            [new Tensor(default, "x", new Shape(1, 7, 7, 3), ElementType.Int8, Scale(0.1f, -5))],
            new Tensor(default, "y", new Shape(1, 3), ElementType.Int8, Scale(0.3f, 9)),
            (id, inputs, outputs) => new Mean(id, inputs, outputs, [1, 2]));
        var constants = MeanConstants.For(graph, (Mean)graph.Operators[0]);
        Assert.Equal(new MeanConstants(49, 245, 9, new(934958844, -6), new(-128, 127)), constants);
    }

    [Theory]
    [InlineData(0.1f, 1f, 1717986944, 23, -248)]
    [InlineData(100f, 1f, int.MaxValue, 31, 0)]
    [InlineData(0.1f, 0.5f, 1717986944, 22, -496)]
    public void Softmax_scales_to_26_fraction_bits(float scale, float beta, int multiplier, int shift, int diffMin)
    {
        var graph = Unary(new Shape(1, 9), Scale(scale), Scale(1f / 256, -128), (id, i, o) => new Softmax(id, i, o, beta));
        Assert.Equal(new(new(multiplier, shift), diffMin), SoftmaxConstants.For(graph, (Softmax)graph.Operators[0]));
    }

    [Fact]
    public void Relu_divides_scales_in_binary32_and_quantize_in_binary64()
    {
        var relu = Unary(new Shape(1), Scale(0.1f, 3), Scale(0.7f, -9), (id, i, o) => new Relu(id, i, o, Activation.Relu));
        Assert.Equal(
            new(-3, -9, new(1227133568, -2), new(-9, 127)), RequantizeConstants.For(relu, (Relu)relu.Operators[0]));
        var quantize = Unary(new Shape(1), Scale(0.1f, 3), Scale(0.7f, -9), (id, inputs, outputs) => new Quantize(id, inputs, outputs));
        Assert.Equal(
            new(-3, -9, new(1227133552, -2), new(-128, 127)), RequantizeConstants.For(quantize, (Quantize)quantize.Operators[0]));
    }

    [Fact]
    public void Relu6_only_clamps_in_the_quantization_of_its_input()
    {
        var graph = Unary(new Shape(1), Scale(0.1f, 3), Scale(0.7f, -9), (id, i, o) => new Relu(id, i, o, Activation.Relu6));
        var constants = RequantizeConstants.For(graph, (Relu)graph.Operators[0]);
        Assert.True(constants.IsClampOnly);
        Assert.Equal(new(3, 63), constants.Range);
    }

    [Fact]
    public void Equal_scales_only_shift()
    {
        var graph = Unary(new Shape(1), Scale(0.1f, 3), Scale(0.1f, -9), (id, inputs, outputs) => new Quantize(id, inputs, outputs));
        var constants = RequantizeConstants.For(graph, (Quantize)graph.Operators[0]);
        Assert.True(constants.IsShiftOnly);
        Assert.False(constants.IsClampOnly);
    }

    [Theory]
    [InlineData(Activation.None, 0.05f, 10, -128, 127)]
    [InlineData(Activation.Relu, 0.05f, 10, 10, 127)]
    [InlineData(Activation.Relu6, 0.1f, -60, -60, 0)]
    [InlineData(Activation.Relu6, 0.05f, 10, 10, 127)]
    [InlineData(Activation.ReluN1To1, 0.5f, 10, 8, 12)]
    [InlineData(Activation.ReluN1To1, 2f, 0, -1, 1)]
    [InlineData(Activation.Relu6, 1e-30f, 0, 0, 127)]
    public void Activations_clamp_to_rounded_limits(Activation activation, float scale, int zeroPoint, int min, int max) =>
        Assert.Equal(new ActivationRange(min, max), ActivationRange.Of(activation, Scale(scale, zeroPoint), ElementType.Int8));

    private static Graph Convolution(QuantizationParameters? filter = null) => Make(
        [
            new Tensor(default, "x", new Shape(1, 2, 2, 1), ElementType.Int8, Scale(0.1f, 3)),
            new Tensor(default, "w", new Shape(2, 1, 1, 1), ElementType.Int8, filter ?? Scale(0.3f), new byte[2]),
        ],
        new Tensor(default, "y", new Shape(1, 2, 2, 2), ElementType.Int8, Scale(0.7f, -7)),
        (id, inputs, outputs) => new Conv2D(id, inputs, outputs, Size2D.One, Size2D.One, default, Activation.None));

    private static Graph Binary(Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make) => Make(
        [
            new Tensor(default, "l", new Shape(4), ElementType.Int8, Scale(0.1f, 2)),
            new Tensor(default, "r", new Shape(4), ElementType.Int8, Scale(0.3f, -4)),
        ],
        new Tensor(default, "y", new Shape(4), ElementType.Int8, Scale(0.7f, 1)),
        make);
}
