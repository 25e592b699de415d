using System.Globalization;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>A height and a width in pixels: a stride, a dilation or a window.</summary>
public readonly record struct Size2D(int Height, int Width)
{
    public static Size2D One => new(1, 1);

    public bool IsOne => this == One;

    /// <summary>For people: <c>3x1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}");
}
