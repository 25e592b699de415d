using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>An 8-bit picture, rows from the top, channels interleaved.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
internal sealed record Picture(int Width, int Height, int Channels, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>Luma of ITU-R BT.601, rounded to nearest; a colour picture of greys keeps its values.</summary>
    public Picture ToGrey()
    {
        if (Channels == 1)
            return this;
        var source = Pixels.Span;
        var grey = new byte[Width * Height];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)(((299 * source[3 * i]) + (587 * source[3 * i + 1]) + (114 * source[3 * i + 2]) + 500) / 1000);
        return this with { Channels = 1, Pixels = grey };
    }

    /// <summary>The same in the size and the number of channels that an input has.</summary>
    public Picture For(PictureShape shape) => (shape.Channels == 1 ? ToGrey() : this).ResizedTo(shape.Width, shape.Height);

    /// <summary>Bilinear with half-pixel centres and repeated edges, rounded to nearest; the same size gives the same picture.</summary>
    public Picture ResizedTo(int width, int height)
    {
        if (width == Width && height == Height)
            return this;
        var source = Pixels.Span;
        var result = new byte[width * height * Channels];
        var columns = new (int Low, int High, double Weight)[width];
        for (var x = 0; x < width; x++)
            columns[x] = Sample(x, width, Width);
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            var (top, bottom, down) = Sample(y, height, Height);
            var (topRow, bottomRow) = (top * Width, bottom * Width);
            for (var x = 0; x < width; x++)
            {
                var (left, right, along) = columns[x];
                for (var c = 0; c < Channels; c++)
                {
                    var upper = Mix(source[(topRow + left) * Channels + c], source[(topRow + right) * Channels + c], along);
                    var lower = Mix(source[(bottomRow + left) * Channels + c], source[(bottomRow + right) * Channels + c], along);
                    result[at++] = (byte)Math.Floor(Mix(upper, lower, down) + 0.5);
                }
            }
        }

        return this with { Width = width, Height = height, Pixels = result };
    }

    private static (int Low, int High, double Weight) Sample(int index, int size, int sourceSize)
    {
        var centre = Math.Clamp((index + 0.5) * sourceSize / size - 0.5, 0, sourceSize - 1);
        var low = (int)centre;
        return (low, Math.Min(low + 1, sourceSize - 1), centre - low);
    }

    private static double Mix(double a, double b, double weight) => a + (b - a) * weight;
}
