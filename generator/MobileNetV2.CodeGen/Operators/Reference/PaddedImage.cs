using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A convolution's input minus its zero point, with a border of zeros: taps outside the image then add nothing.</summary>
internal sealed class PaddedImage
{
    private readonly short[] _pixels;
    private readonly int _height;
    private readonly int _width;

    /// <param name="window">Height and width of the filter in taps.</param>
    /// <param name="repeat">How often each channel is repeated: the depth multiplier of a depthwise convolution, otherwise 1.</param>
    public PaddedImage(
        short[] elements, Shape input, Shape output, Size2D window, Size2D stride, Size2D dilation, Padding2D padding, int repeat = 1)
    {
        Channels = input.Channels * repeat;

        // Exactly the rows and columns that windows touch; what the padding says at the bottom and right follows from them.
        _height = ((output.Height - 1) * stride.Height) + ((window.Height - 1) * dilation.Height) + 1;
        _width = ((output.Width - 1) * stride.Width) + ((window.Width - 1) * dilation.Width) + 1;
        _pixels = new short[input.Batch * _height * _width * Channels];
        var (copiedHeight, copiedWidth) = (Math.Min(input.Height, _height - padding.Top), Math.Min(input.Width, _width - padding.Left));
        for (var batch = 0; batch < input.Batch && copiedWidth > 0; batch++)
        {
            for (var y = 0; y < copiedHeight; y++)
            {
                var row = elements.AsSpan(((batch * input.Height) + y) * input.Width * input.Channels, copiedWidth * input.Channels);
                Spread(row, _pixels.AsSpan(OffsetOf(batch, y + padding.Top, padding.Left), copiedWidth * Channels), repeat);
            }
        }
    }

    public int Channels { get; }

    /// <summary>
    /// Elements in memory order from channel <paramref name="channel"/> of a pixel; coordinates count from the border's corner.
    /// </summary>
    public ReadOnlySpan<short> Run(int batch, int y, int x, int channel, int length) =>
        _pixels.AsSpan(OffsetOf(batch, y, x) + channel, length);

    private int OffsetOf(int batch, int y, int x) => ((((batch * _height) + y) * _width) + x) * Channels;

    private static void Spread(ReadOnlySpan<short> source, Span<short> target, int repeat)
    {
        if (repeat == 1)
        {
            source.CopyTo(target);
            return;
        }

        for (var i = 0; i < source.Length; i++)
            target.Slice(i * repeat, repeat).Fill(source[i]);
    }
}
