using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Turns a picture into the bytes of a network's input.</summary>
internal static class PictureInput
{
    public static readonly double[] ImageNetMean = [0.485, 0.456, 0.406];
    public static readonly double[] ImageNetDeviation = [0.229, 0.224, 0.225];

    /// <summary>True when a picture fits: one image of 1 or 3 channels in a type that pixels can be converted to.</summary>
    public static bool Takes(Tensor input) =>
        PictureShape.Of(input.Shape) is not null
        && (input.Type == ElementType.Float32
            || (input.Type is ElementType.Int8 or ElementType.UInt8 && input.Quantization is not { IsPerChannel: true }));

    /// <summary>False for shapes that no camera has, and for pictures too small to show anything.</summary>
    public static bool LooksLikeAPicture(Tensor input)
    {
        const int smallest = 16;
        return PictureShape.Of(input.Shape) is { HasSidesOfACamera: true } shape && Math.Min(shape.Height, shape.Width) >= smallest;
    }

    public static byte[] Convert(Picture picture, Tensor input, PixelChoice choice)
    {
        var shape = PictureShape.Of(input.Shape)!;
        var pixels = picture.For(shape).Pixels.Span;
        var result = new byte[input.SizeBytes];
        var elementBytes = input.Type.SizeBytes();
        for (var i = 0; i < pixels.Length; i++)
            Store(result.AsSpan(shape.At(i) * elementBytes, elementBytes), pixels[i], i % shape.Channels, input, choice);
        return result;
    }

    private static void Store(Span<byte> destination, byte pixel, int channel, Tensor input, PixelChoice choice)
    {
        if (input.Type == ElementType.Float32)
            BinaryPrimitives.WriteSingleLittleEndian(destination, (float)Real(pixel, channel, choice));
        else if (input.Quantization is not { } quantization || (choice.Numbers is null && choice.Normalization == Normalization.Auto))
            destination[0] = input.Type == ElementType.UInt8 ? pixel : (byte)(pixel ^ 0x80);
        else
            destination[0] = RealNumbers.Quantize(Real(pixel, channel, choice), input.Type, quantization);
    }

    private static double Real(byte pixel, int channel, PixelChoice choice) =>
        choice.Numbers?.Real(pixel, channel) ?? Real(pixel, channel, choice.Normalization);

    private static double Real(byte pixel, int channel, Normalization normalization) => normalization switch
    {
        Normalization.Unit => pixel / 255.0,
        Normalization.Auto or Normalization.Signed => pixel / 127.5 - 1,
        Normalization.Raw => pixel,
        Normalization.ImageNet => (pixel / 255.0 - ImageNetMean[channel]) / ImageNetDeviation[channel],
        _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, null),
    };
}
