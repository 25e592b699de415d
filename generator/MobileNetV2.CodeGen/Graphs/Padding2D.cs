using System.Globalization;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Explicit padding in pixels. SAME and VALID are resolved at import, nothing later knows them.</summary>
public readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    public bool IsZero => this == default;

    /// <summary>For people: <c>1 above, 1 below, 0 left, 2 right</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Top} above, {Bottom} below, {Left} left, {Right} right");

    /// <summary>SAME padding of a window over an image of this height and width: output sides are ceil(side / stride),
    /// odd pixels go after.</summary>
    /// <returns>Null when a side of the dilated window is longer than <see cref="WindowAxis.LargestExtent"/>.</returns>
    internal static Padding2D? Same(int height, int width, Size2D window, Size2D stride, Size2D dilation) =>
        WindowAxis.SamePadding(height, window.Height, stride.Height, dilation.Height) is var (top, bottom)
        && WindowAxis.SamePadding(width, window.Width, stride.Width, dilation.Width) is var (left, right)
            ? new Padding2D(top, bottom, left, right)
            : null;
}
