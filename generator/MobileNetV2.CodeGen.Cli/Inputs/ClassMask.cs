using System.Globalization;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>The class of every pixel of a picture, as somebody painted it.</summary>
/// <param name="Classes">Rows from the top; <see cref="Nothing"/> where no class counts.</param>
internal sealed record ClassMask(int Width, int Height, byte[] Classes)
{
    /// <summary>Pixels that count neither way.</summary>
    public const byte Nothing = 255;

    /// <summary>Greys are the numbers of classes; other colours are those of Pascal VOC.</summary>
    public static Outcome<ClassMask> Load(string path, int classes)
    {
        var file = FileReading.ReadAll(path);
        if (file.Value is not { } bytes)
            return new(null, file.Diagnostics);
        var (picture, problem) = PictureFile.Decode(bytes);
        if (picture is null)
            return new(null, [CommandLineDiagnostics.ImageUnusable(path, problem)]);
        var numbers = Numbers(picture, classes) ?? Colours(picture, classes);
        return numbers is null
            ? new(null, [CommandLineDiagnostics.AnnotationsUnfit(path, string.Create(
                CultureInfo.InvariantCulture, $"pixels are neither classes of 0 to {classes - 1} in grey nor colours of Pascal VOC"))])
            : new(new ClassMask(picture.Width, picture.Height, numbers), []);
    }

    private static byte[]? Numbers(Picture picture, int classes)
    {
        var pixels = picture.Pixels.Span;
        var result = new byte[picture.Width * picture.Height];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = pixels[i * picture.Channels];
            for (var c = 1; c < picture.Channels; c++)
            {
                if (pixels[(i * picture.Channels) + c] != result[i])
                    return null;
            }

            if (result[i] >= classes && result[i] != Nothing)
                return null;
        }

        return result;
    }

    private static byte[]? Colours(Picture picture, int classes)
    {
        var known = Enumerable.Range(0, Math.Min(classes, Nothing)).ToDictionary(VocColour, c => (byte)c);
        known[VocColour(Nothing)] = Nothing;
        var pixels = picture.Pixels.Span;
        var result = new byte[picture.Width * picture.Height];
        for (var i = 0; i < result.Length; i++)
        {
            var at = i * picture.Channels;
            if (!known.TryGetValue((pixels[at] << 16) | (pixels[at + (picture.Channels / 2)] << 8) | pixels[at + picture.Channels - 1],
                out result[i]))
                return null;
        }

        return result;
    }

    /// <summary>The bits of the number, three by three, become the high bits of red, green and blue.</summary>
    private static int VocColour(int number)
    {
        var (red, green, blue) = (0, 0, 0);
        for (var bit = 7; number > 0; bit--, number >>= 3)
        {
            red |= (number & 1) << bit;
            green |= ((number >> 1) & 1) << bit;
            blue |= ((number >> 2) & 1) << bit;
        }

        return (red << 16) | (green << 8) | blue;
    }
}
