using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Pictures as a camera would have sent them: for tests and tools that have no camera.</summary>
public static class CameraFrame
{
    private const int One = 1 << 16;
    private const int Half = One / 2;
    private const int Middle = 128;

    /// <summary>The bytes of a frame, one block for each plane.</summary>
    /// <param name="isLimitedRange">YUV goes from 16 to 235 and 240.</param>
    /// <param name="rgb">Red, green and blue of every pixel, rows from the top.</param>
    /// <remarks>Levels of 565 are the nearest ones; pixels that share their colour have its mean; docs/camera.md has the rules.</remarks>
    public static ImmutableArray<byte[]> FromRgb(CameraFormat format, bool isLimitedRange, int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (rgb.Length != width * height * 3)
            throw new ArgumentException($"{width} x {height} pixels have {width * height * 3} bytes, {rgb.Length} were given", nameof(rgb));
        if (format == CameraFormat.Nv12)
        {
            var all = Yuv(isLimitedRange, rgb);
            var luma = new byte[width * height];
            for (var i = 0; i < luma.Length; i++)
                luma[i] = all[3 * i];
            return [luma, Colours(all, width, height, 2)];
        }

        var frame = new byte[width * height * format.BytesPerPixel()];
        if (format.IsYuv())
            Pack(format, Yuv(isLimitedRange, rgb), width, height, frame);
        else
            Pack(format, rgb, width, frame);
        return [frame];
    }

    private static void Pack(CameraFormat format, ReadOnlySpan<byte> rgb, int width, byte[] frame)
    {
        for (int i = 0, at = 0; 3 * i < rgb.Length; i++)
        {
            var (red, green, blue) = (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]);
            switch (format)
            {
                case CameraFormat.Rgb888:
                    (frame[at], frame[at + 1], frame[at + 2]) = (red, green, blue);
                    break;
                case CameraFormat.Bgr888:
                    (frame[at], frame[at + 1], frame[at + 2]) = (blue, green, red);
                    break;
                case CameraFormat.Grey8:
                    frame[at] = CameraPixels.Luma(red, green, blue);
                    break;
                case CameraFormat.Rgb565 or CameraFormat.Rgb565BigEndian:
                    var word = (Level(red, 31) << 11) | (Level(green, 63) << 5) | Level(blue, 31);
                    var (low, high) = ((byte)(word & 0xFF), (byte)(word >> 8));
                    (frame[at], frame[at + 1]) = format == CameraFormat.Rgb565 ? (low, high) : (high, low);
                    break;
                default:
                    var (redX, redY) = CameraPixels.RedOf(format);
                    var (isRedColumn, isRedRow) = (i % width % 2 == redX, i / width % 2 == redY);
                    frame[at] = isRedColumn != isRedRow ? green : isRedRow ? red : blue;
                    break;
            }

            at += format.BytesPerPixel();
        }
    }

    private static void Pack(CameraFormat format, byte[] yuv, int width, int height, byte[] frame)
    {
        if (format == CameraFormat.Yuv444)
        {
            yuv.CopyTo(frame, 0);
            return;
        }

        var colours = Colours(yuv, width, height, 1);
        var luma = format == CameraFormat.Yuyv ? 0 : 1;
        for (var i = 0; i < width * height; i++)
        {
            frame[(2 * i) + luma] = yuv[3 * i];
            frame[(2 * i) + 1 - luma] = colours[i];
        }
    }

    private static int Level(int value, int most) => ((value * most) + 127) / 255;

    /// <summary>U and V of every two pixels of one row, or of every 2x2.</summary>
    private static byte[] Colours(byte[] yuv, int width, int height, int rows)
    {
        var colours = new byte[width * (height / rows)];
        for (var i = 0; i < colours.Length; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            var sum = rows;
            for (var k = 0; k < 2 * rows; k++)
                sum += yuv[(3 * ((((y * rows) + (k / 2)) * width) + (x & ~1) + (k % 2))) + 1 + (x & 1)];
            colours[i] = (byte)(sum / (2 * rows));
        }

        return colours;
    }

    private static byte[] Yuv(bool isLimitedRange, ReadOnlySpan<byte> rgb)
    {
        var yuv = new byte[rgb.Length];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var (r, g, b) = (rgb[i], rgb[i + 1], rgb[i + 2]);
            var (y, u, v) = isLimitedRange
                ? (
                    (16829 * r) + (33039 * g) + (6416 * b) + (16 * One),
                    (28784 * b) - (9714 * r) - (19070 * g),
                    (28784 * r) - (24103 * g) - (4681 * b))
                : ((19595 * r) + (38470 * g) + (7471 * b), (32768 * b) - (11059 * r) - (21709 * g), (32768 * r) - (27439 * g) - (5329 * b));
            (yuv[i], yuv[i + 1], yuv[i + 2]) = (Limit(y), Limit(u + (Middle * One)), Limit(v + (Middle * One)));
        }

        return yuv;
    }

    private static byte Limit(int sum) => (byte)Math.Clamp((sum + Half) / One, 0, byte.MaxValue);
}
