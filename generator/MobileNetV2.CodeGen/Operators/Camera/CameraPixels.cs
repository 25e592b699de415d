using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The pixels of a camera's frame as values of 0 to 255.</summary>
/// <remarks>The rules of docs/camera.md. Colours are integers of 16 bits behind the point; a half is rounded up.</remarks>
internal readonly ref struct CameraPixels(CameraFormat format, bool isLimitedRange, ReadOnlySpan<byte> frame, int width, int height)
{
    private const int One = 1 << 16;
    private const int Half = One / 2;
    private const int Middle = 128;

    private readonly ReadOnlySpan<byte> _frame = frame;

    /// <summary>Luma of BT.601 from red, green and blue.</summary>
    public static byte Luma(int red, int green, int blue) => (byte)(((19595 * red) + (38470 * green) + (7471 * blue) + Half) / One);

    public (byte Red, byte Green, byte Blue) Colour(int x, int y)
    {
        var at = ((y * width) + x) * format.BytesPerPixel();
        switch (format)
        {
            case CameraFormat.Rgb888:
                return (_frame[at], _frame[at + 1], _frame[at + 2]);
            case CameraFormat.Bgr888:
                return (_frame[at + 2], _frame[at + 1], _frame[at]);
            case CameraFormat.Rgb565:
                return Of565(_frame[at] | (_frame[at + 1] << 8));
            case CameraFormat.Rgb565BigEndian:
                return Of565((_frame[at] << 8) | _frame[at + 1]);
            case CameraFormat.Grey8:
                return (_frame[at], _frame[at], _frame[at]);
            case CameraFormat.Yuyv:
                return OfYuv(_frame[at], _frame[Pair(x, y) + 1], _frame[Pair(x, y) + 3]);
            case CameraFormat.Yuv422:
                return OfYuv(_frame[at + 1], _frame[Pair(x, y)], _frame[Pair(x, y) + 2]);
            case CameraFormat.Yuv444:
                return OfYuv(_frame[at], _frame[at + 1], _frame[at + 2]);
            case CameraFormat.BayerRggb or CameraFormat.BayerBggr or CameraFormat.BayerGrbg or CameraFormat.BayerGbrg:
                return OfBayer(x, y);
            default:
                throw new InvalidOperationException($"{format} is not one plane");
        }
    }

    public byte Grey(int x, int y)
    {
        if (!format.IsYuv())
        {
            var (red, green, blue) = Colour(x, y);
            return format == CameraFormat.Grey8 ? red : Luma(red, green, blue);
        }

        var luma = _frame[(((y * width) + x) * format.BytesPerPixel()) + (format == CameraFormat.Yuv422 ? 1 : 0)];
        return isLimitedRange ? Limit((YuvFactors.Limited.Luma * (luma - YuvFactors.Limited.Black)) + Half) : luma;
    }

    /// <summary>The column and row of red among each 2x2 pixels.</summary>
    public static (int X, int Y) RedOf(CameraFormat bayer) => bayer switch
    {
        CameraFormat.BayerRggb => (0, 0),
        CameraFormat.BayerGrbg => (1, 0),
        CameraFormat.BayerGbrg => (0, 1),
        CameraFormat.BayerBggr => (1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(bayer), bayer, null),
    };

    private int Pair(int x, int y) => ((y * width) + (x & ~1)) * 2;

    private static (byte Red, byte Green, byte Blue) Of565(int word)
    {
        var (red, green, blue) = (word >> 11, (word >> 5) & 0x3F, word & 0x1F);
        return ((byte)((red << 3) | (red >> 2)), (byte)((green << 2) | (green >> 4)), (byte)((blue << 3) | (blue >> 2)));
    }

    private (byte Red, byte Green, byte Blue) OfYuv(int luma, int u, int v)
    {
        var f = YuvFactors.Of(isLimitedRange);
        var (y, du, dv) = (f.Luma * (luma - f.Black), u - Middle, v - Middle);
        return (Limit(y + (f.RedV * dv) + Half), Limit(y - (f.GreenU * du) - (f.GreenV * dv) + Half), Limit(y + (f.BlueU * du) + Half));
    }

    private static byte Limit(int sum) => (byte)Math.Min(Math.Max(sum, 0) / One, byte.MaxValue);

    private (byte Red, byte Green, byte Blue) OfBayer(int x, int y)
    {
        var (redX, redY) = RedOf(format);
        var (isRedColumn, isRedRow) = ((x & 1) == redX, (y & 1) == redY);
        var here = At(x, y);
        var across = (byte)((At(x - 1, y) + At(x + 1, y) + 1) / 2);
        var down = (byte)((At(x, y - 1) + At(x, y + 1) + 1) / 2);
        if (isRedColumn != isRedRow)
            return isRedRow ? (across, here, down) : (down, here, across);
        var cross = (byte)((At(x - 1, y) + At(x + 1, y) + At(x, y - 1) + At(x, y + 1) + 2) / 4);
        var corners = (byte)((At(x - 1, y - 1) + At(x + 1, y - 1) + At(x - 1, y + 1) + At(x + 1, y + 1) + 2) / 4);
        return isRedRow ? (here, cross, corners) : (corners, cross, here);
    }

    /// <summary>Beyond an edge lies what lies on the other side of it, so that colours stay in their places.</summary>
    private byte At(int x, int y) => _frame[(Mirrored(y, height) * width) + Mirrored(x, width)];

    private static int Mirrored(int position, int length) =>
        position < 0 ? -position : position >= length ? (2 * (length - 1)) - position : position;
}
