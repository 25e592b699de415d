using System.Runtime.InteropServices;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Decodes PNG, JPEG and BMP files.</summary>
internal static class PictureFile
{
    /// <summary>What cameras make. Each pixel takes 7 bytes here while it is decoded,
    /// and a file of some kilobytes can ask for any number.</summary>
    private const long MaxPixels = 50_000_000;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <returns>The picture in colour and upright (transparency is dropped, greys are repeated, 16 bits become 8),
    /// or why it cannot be decoded.</returns>
    public static (Picture? Picture, string Problem) Decode(byte[] file)
    {
        // Of some formats a small file can keep any decoder busy; the thread is left behind and ends with the process.
        var decoding = Task.Run(() => DecodeNow(file));
        return decoding.Wait(TimeLimit) ? decoding.Result : (null, $"it cannot be decoded in {TimeLimit.TotalSeconds:F0} s");
    }

    /// <summary>Writes a picture in colour as PNG.</summary>
    public static void Save(Picture picture, Stream to)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = picture.Pixels;
        bitmap.Pixels =
        [
            .. Enumerable.Range(0, picture.Width * picture.Height)
                .Select(i => new SKColor(pixels.Span[3 * i], pixels.Span[(3 * i) + 1], pixels.Span[(3 * i) + 2])),
        ];
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(to);
    }

    private static (Picture? Picture, string Problem) DecodeNow(byte[] file)
    {
        try
        {
            return DecodeBySkia(file);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            return (null, $"there is no decoder for {RuntimeInformation.RuntimeIdentifier}; give the input as .npy or .bin");
        }
    }

    private static (Picture? Picture, string Problem) DecodeBySkia(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Bmp))
            return (null, "this is no PNG, JPEG or BMP picture, or it is damaged");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1 || (long)width * height > MaxPixels)
            return (null, $"{width} x {height} pixels are not between 1 and {MaxPixels}");

        // Without a colour space of the result nothing is converted: pixels are what the file says.
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)))
            return (null, $"there is no memory for {width} x {height} pixels");
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        return result == SKCodecResult.Success
            ? (new Picture(width, height, 3, WithoutAlpha(bitmap.GetPixelSpan())).Upright(codec.EncodedOrigin), "")
            : (null, $"the picture is damaged ({(result == SKCodecResult.IncompleteInput ? "it is cut off" : "its data are wrong")})");
    }

    private static byte[] WithoutAlpha(ReadOnlySpan<byte> pixels)
    {
        var colours = new byte[pixels.Length / 4 * 3];
        for (int from = 0, to = 0; to < colours.Length; from += 4, to += 3)
            pixels.Slice(from, 3).CopyTo(colours.AsSpan(to));
        return colours;
    }
}
