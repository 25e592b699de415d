using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>A colour for each class: neighbours in number are far apart in hue.</summary>
internal static class ClassColors
{
    /// <summary>The golden angle: no two of the first hues are near each other.</summary>
    private const float Angle = 137.508f;

    public static SKColor Of(int index) => SKColor.FromHsv(((index * Angle) + 15) % 360, 85, 100);
}
