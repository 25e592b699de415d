namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Explicit padding in pixels. SAME and VALID are resolved at import, nothing later knows them.</summary>
public readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    public bool IsZero => this == default;

    /// <summary>SAME padding of a window over an image of this height and width: output sides are ceil(side / stride), odd pixels go after.</summary>
    /// <exception cref="OverflowException">A side does not fit an int.</exception>
    internal static Padding2D Same(int height, int width, Size2D window, Size2D stride, Size2D dilation)
    {
        var (top, bottom) = WindowAxis.SamePadding(height, window.Height, stride.Height, dilation.Height);
        var (left, right) = WindowAxis.SamePadding(width, window.Width, stride.Width, dilation.Width);
        return new Padding2D(top, bottom, left, right);
    }
}
