using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Turns a photograph as its EXIF data say: phones store what the sensor sees, however they are held.</summary>
internal static class PictureOrientation
{
    public static Picture Upright(this Picture stored, SKEncodedOrigin origin)
    {
        if (origin is < SKEncodedOrigin.TopRight or > SKEncodedOrigin.LeftBottom)
            return stored;
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        // Which edge of what is stored comes last.
        var fromRight = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom
            or SKEncodedOrigin.LeftBottom;
        var fromBottom = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom;
        var (width, height) = isTurned ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var source = stored.Pixels.Span;
        var upright = new byte[stored.Pixels.Length];
        for (var i = 0; i < width * height; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            var (column, row) = isTurned ? (y, x) : (x, y);
            column = fromRight ? stored.Width - 1 - column : column;
            row = fromBottom ? stored.Height - 1 - row : row;
            source.Slice(((row * stored.Width) + column) * stored.Channels, stored.Channels).CopyTo(upright.AsSpan(i * stored.Channels));
        }

        return stored with { Width = width, Height = height, Pixels = upright };
    }
}
