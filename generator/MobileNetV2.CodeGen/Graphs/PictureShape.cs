namespace MobileNetV2.CodeGen.Graphs;

/// <summary>How a tensor holds one picture of one or three channels.</summary>
/// <param name="ArePlanes">Channel after channel, [1,C,H,W], as PyTorch has them; otherwise pixel after pixel, [1,H,W,C].</param>
public sealed record PictureShape(int Height, int Width, int Channels, bool ArePlanes)
{
    /// <summary>Of cameras, as a multiple of the shorter side.</summary>
    private const int LongestSide = 4;

    /// <summary>The shape of the same picture, pixel after pixel.</summary>
    public Shape OfPixels => new(1, Height, Width, Channels);

    /// <summary>False for spectrograms and windows of samples: they have one channel too, and sides that no camera has, such as
    /// 49 x 10.</summary>
    public bool HasSidesOfACamera =>
        Math.Min(Height, Width) > 1 && Math.Max(Height, Width) <= LongestSide * Math.Min(Height, Width);

    /// <returns>null for what is no picture. Where both orders are possible, it is pixel after pixel.</returns>
    public static PictureShape? Of(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape is { Rank: 3 or 4, Batch: 1, Channels: 1 or 3 })
            return new(shape.Height, shape.Width, shape.Channels, false);
        return shape is { Rank: 4, Batch: 1 } && shape[1] is 1 or 3 && shape[2] > 1 && shape[3] > 1
            ? new(shape[2], shape[3], shape[1], true)
            : null;
    }

    /// <summary>Where the tensor has a channel of a pixel.</summary>
    /// <param name="i">Row-major in [H,W,C].</param>
    public int At(int i) => ArePlanes ? (i % Channels * Height * Width) + (i / Channels) : i;
}
