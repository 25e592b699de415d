using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>Which part of a camera's frame becomes which part of the network's image.</summary>
/// <param name="Part">In pixels of the frame.</param>
/// <param name="Size">What the part becomes.</param>
/// <param name="Before">Bars above and to the left of that.</param>
public sealed record CameraView((int Top, int Left, int Width, int Height) Part, (int Width, int Height) Size, (int Top, int Left) Before)
{
    /// <summary>The view of a crop.</summary>
    /// <param name="image">What the network takes.</param>
    public static CameraView Of((int Width, int Height) frame, (int Width, int Height) image, CropMode crop)
    {
        var all = (0, 0, frame.Width, frame.Height);
        // Positive where the frame is wider than the image.
        var wider = ((long)frame.Width * image.Height) - ((long)frame.Height * image.Width);
        if (crop == CropMode.None || wider == 0)
            return new CameraView(all, image, default);
        if (crop == CropMode.Center)
        {
            var (width, height) = wider > 0
                ? (Scaled(frame.Height, image.Width, image.Height), frame.Height)
                : (frame.Width, Scaled(frame.Width, image.Height, image.Width));
            return new CameraView(((frame.Height - height) / 2, (frame.Width - width) / 2, width, height), image, default);
        }

        var size = wider > 0
            ? (image.Width, Height: Scaled(image.Width, frame.Height, frame.Width))
            : (Width: Scaled(image.Height, frame.Width, frame.Height), image.Height);
        return new CameraView(all, size, ((image.Height - size.Height) / 2, (image.Width - size.Width) / 2));
    }

    /// <summary>Where the network's image lies on the frame, bars included, so outside of it with a letterbox; in pixels of the
    /// frame.</summary>
    public (double Left, double Top, double Width, double Height) OnFrame((int Width, int Height) image)
    {
        var (across, down) = ((double)Part.Width / Size.Width, (double)Part.Height / Size.Height);
        return (Part.Left - (Before.Left * across), Part.Top - (Before.Top * down), image.Width * across, image.Height * down);
    }

    /// <summary>A side times a ratio, rounded half up; at least 1.</summary>
    private static int Scaled(int side, int times, int over) => (int)Math.Max(1, ((2L * side * times) + over) / (2L * over));
}
