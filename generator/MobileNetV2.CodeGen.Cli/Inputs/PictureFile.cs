using StbImageSharp;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Decodes PNG, JPEG and BMP files.</summary>
internal static class PictureFile
{
    private const long MaxPixels = 100_000_000;

    /// <returns>The picture in colour (transparency is dropped, greys are repeated, 16 bits become 8), or why it cannot be decoded.</returns>
    public static (Picture? Picture, string Problem) Decode(byte[] file)
    {
#pragma warning disable CA1031 // The decoder throws whatever a corrupt file leads it to; for the user it is always the same mistake.
        try
        {
            using var stream = new MemoryStream(file);
            if (ImageInfo.FromStream(stream) is not { } info)
                return (null, "this is no PNG, JPEG or BMP picture");
            if (info.Width < 1 || info.Height < 1 || (long)info.Width * info.Height > MaxPixels)
                return (null, $"{info.Width} x {info.Height} pixels are not between 1 and {MaxPixels}");
            var decoded = ImageResult.FromMemory(file, ColorComponents.RedGreenBlue);
            return (new Picture(decoded.Width, decoded.Height, 3, decoded.Data), "");
        }
        catch (Exception e)
        {
            return (null, $"the picture is damaged ({e.Message})");
        }
#pragma warning restore CA1031
    }
}
