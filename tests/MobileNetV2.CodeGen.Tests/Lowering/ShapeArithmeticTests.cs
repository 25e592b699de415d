using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Tests.Lowering;

public class ShapeArithmeticTests
{
    [Fact]
    public void Equal_shapes_do_not_broadcast() =>
        Assert.True(Broadcasting.Of(new Shape(1, 4, 5, 6), new Shape(4, 5, 6), new Shape(1, 4, 5, 6)).IsPlain);

    [Fact]
    public void Neighbouring_dimensions_of_the_same_kind_are_merged()
    {
        var shapes = Broadcasting.Of(new Shape(2, 4, 5, 6), new Shape(2, 1, 1, 6), new Shape(2, 4, 5, 6));

        Assert.Equal([2, 20, 6], shapes.OutputDimensions.ToArray());
        Assert.Equal([120, 6, 1], shapes.LeftStrides.ToArray());
        Assert.Equal([6, 0, 1], shapes.RightStrides.ToArray());
    }

    [Fact]
    public void A_scalar_has_no_stride()
    {
        var shapes = Broadcasting.Of(new Shape(), new Shape(2, 3), new Shape(2, 3));

        Assert.Equal([6], shapes.OutputDimensions.ToArray());
        Assert.Equal([0], shapes.LeftStrides.ToArray());
        Assert.Equal([1], shapes.RightStrides.ToArray());
    }

    [Fact]
    public void A_mean_over_height_and_width_is_one_block() =>
        Assert.Equal((2, 20, 6), Reduction.Of(new Shape(2, 4, 5, 6), [1, 2]).AsBlocks());

    [Fact]
    public void A_mean_over_channels_is_one_block() =>
        Assert.Equal((40, 6, 1), Reduction.Of(new Shape(2, 4, 5, 6), [3]).AsBlocks());

    [Fact]
    public void A_mean_over_everything_is_one_block() =>
        Assert.Equal((1, 240, 1), Reduction.Of(new Shape(2, 4, 5, 6), [0, 1, 2, 3]).AsBlocks());

    [Fact]
    public void A_mean_over_one_pixel_has_its_channels_inside() =>
        Assert.Equal((1, 1, 6), Reduction.Of(new Shape(1, 1, 1, 6), [1, 2]).AsBlocks());

    [Fact]
    public void A_mean_over_dimensions_apart_is_strided()
    {
        var reduction = Reduction.Of(new Shape(2, 4, 5, 6), [1, 3]);

        Assert.Null(reduction.AsBlocks());
        Assert.Equal([(2, 120), (5, 6)], reduction.Kept.ToArray());
        Assert.Equal([(4, 30), (6, 1)], reduction.Reduced.ToArray());
    }

    [Fact]
    public void Padding_of_width_counts_whole_pixels()
    {
        var pad = new Pad(new OperatorId(0), [], [], [0, 1, 2, 0], [0, 3, 4, 0], 0);

        Assert.Equal([(4, 1, 3), (30, 12, 24)], PaddedDimensions.Of(new Shape(1, 4, 5, 6), pad).ToArray());
    }

    [Fact]
    public void A_window_over_the_whole_input_becomes_one_row()
    {
        var window = new WindowGeometry(
            new Shape(1, 7, 5, 3), new Shape(1, 1, 1, 3), new Size2D(7, 5), new Size2D(2, 2), Size2D.One, default).Simplified();

        Assert.Equal((new Shape(1, 1, 35, 3), new Size2D(1, 35)), (window.Input, window.Window));
    }

    [Fact]
    public void The_folded_bias_carries_the_zero_points()
    {
        var filter = new Tensor(new TensorId(0), "w", new Shape(2, 1, 1, 3), ElementType.Int8, null, new byte[] { 1, 2, 3, 255, 254, 253 });
        var bias = new Tensor(new TensorId(1), "b", new Shape(2), ElementType.Int32, null, new byte[] { 100, 0, 0, 0, 200, 0, 0, 0 });
        var constants =
            new ConvolutionConstants(5, 10, 0, [QuantizedMultiplier.One, QuantizedMultiplier.One], true, new ActivationRange(-128, 127));

        // 100 + 5 * (6 + 3 * 10) and 200 + 5 * (-6 + 30); with channels last the weights alternate: (1, 3, -2) and (2, -1, -3).
        Assert.Equal([280, 320], BiasFolding.Fold(filter, bias, constants, 2, channelsAreLast: false).ToArray());
        Assert.Equal([260, 340], BiasFolding.Fold(filter, bias, constants, 2, channelsAreLast: true).ToArray());
    }
}
