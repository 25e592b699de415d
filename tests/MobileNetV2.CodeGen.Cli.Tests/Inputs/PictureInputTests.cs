using System.Buffers.Binary;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Tests.Inputs;

public class PictureInputTests
{
    private static readonly Picture Grey = new(3, 1, 3, new byte[] { 0, 0, 0, 128, 128, 128, 255, 255, 255 });

    [Fact]
    public void A_uint8_input_takes_pixels_as_they_are() =>
        Assert.Equal([0, 128, 255], Convert(ElementType.UInt8, QuantizationParameters.PerTensor(1 / 128f, 127), Normalization.Auto));

    [Fact]
    public void An_int8_input_takes_pixels_less_128() =>
        Assert.Equal([0x80, 0, 127], Convert(ElementType.Int8, QuantizationParameters.PerTensor(1 / 127.5f, -1), Normalization.Auto));

    [Theory]
    [InlineData(Normalization.Unit, 0, 64, 127)]
    [InlineData(Normalization.Signed, -127, 0, 127)]
    [InlineData(Normalization.Raw, 0, 127, 127)]
    internal void Asked_for_reals_are_quantized_and_clamped(Normalization normalization, int black, int middle, int white)
    {
        var bytes = Convert(ElementType.Int8, QuantizationParameters.PerTensor(1 / 127f, 0), normalization);

        Assert.Equal([black, middle, white], bytes.Select(b => (int)unchecked((sbyte)b)));
    }

    [Fact]
    public void A_float_input_takes_minus_one_to_one()
    {
        var bytes = Convert(ElementType.Float32, null, Normalization.Auto);

        Assert.Equal(-1f, BinaryPrimitives.ReadSingleLittleEndian(bytes));
        Assert.Equal(1f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8)));
    }

    [Fact]
    public void ImageNet_normalization_differs_by_channel()
    {
        var tensor = new Tensor(new TensorId(0), "x", new Shape(1, 1, 1, 3), ElementType.Float32);

        var white = new Picture(1, 1, 3, new byte[] { 255, 255, 255 });
        var bytes = PictureInput.Convert(white, tensor, new PixelChoice(Normalization.ImageNet));

        Assert.Equal((1 - 0.485) / 0.229, BinaryPrimitives.ReadSingleLittleEndian(bytes), 5);
        Assert.Equal((1 - 0.406) / 0.225, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8)), 5);
    }

    [Theory]
    [InlineData(ElementType.UInt8, 0, 3, 1, 4, 2, 5)]
    [InlineData(ElementType.Int8, 128, 131, 129, 132, 130, 133)]
    public void Channels_that_come_first_are_filled_one_after_the_other(ElementType type, params int[] expected)
    {
        var picture = new Picture(2, 1, 3, new byte[] { 0, 1, 2, 3, 4, 5 }).ResizedTo(4, 2);
        var bytes = PictureInput.Convert(picture, Input(new Shape(1, 3, 2, 4), type), new PixelChoice(Normalization.Auto));

        // The ends of a row: those of the picture.
        Assert.Equal(expected, new[] { 0, 3, 8, 11, 16, 19 }.Select(i => (int)bytes[i]));
    }

    [Fact]
    public void Only_pictures_of_one_or_three_channels_fit()
    {
        Assert.True(PictureInput.Takes(Input(new Shape(1, 8, 8, 3), ElementType.Int8)));
        Assert.True(PictureInput.Takes(Input(new Shape(8, 8, 1), ElementType.Float32)));
        Assert.True(PictureInput.Takes(Input(new Shape(1, 3, 8, 8), ElementType.Float32)));
        Assert.False(PictureInput.Takes(Input(new Shape(1, 8, 8, 2), ElementType.Int8)));
        Assert.False(PictureInput.Takes(Input(new Shape(2, 8, 8, 3), ElementType.Int8)));
        Assert.False(PictureInput.Takes(Input(new Shape(1, 640), ElementType.Int8)));
        Assert.False(PictureInput.Takes(Input(new Shape(1, 8, 8, 3), ElementType.Int32)));
    }

    private static Tensor Input(Shape shape, ElementType type) =>
        new(new TensorId(0), "x", shape, type, QuantizationParameters.PerTensor(1, 0));

    private static byte[] Convert(ElementType type, QuantizationParameters? quantization, Normalization normalization) =>
        PictureInput.Convert(
            Grey, new Tensor(new TensorId(0), "x", new Shape(1, 1, 3, 1), type, quantization), new PixelChoice(normalization));
}
