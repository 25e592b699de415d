using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>A sliding window before its padding is resolved for one input size.</summary>
/// <param name="Same">SAME padding; otherwise none.</param>
internal sealed record WindowSpec(Size2D Size, Size2D Stride, Size2D Dilation, bool Same)
{
    public static WindowSpec Pointwise { get; } = Square(1);

    public static WindowSpec Square(int size, int stride = 1, int dilation = 1, bool same = true) =>
        new(new(size, size), new(stride, stride), new(dilation, dilation), same);

    public Padding2D Padding(int height, int width) =>
        Same ? Padding2D.Same(height, width, Size, Stride, Dilation)!.Value : default;

    public Size2D Output(int height, int width)
    {
        var p = Padding(height, width);
        return new Size2D(
            WindowAxis.Output(height, Size.Height, Stride.Height, Dilation.Height, p.Top, p.Bottom),
            WindowAxis.Output(width, Size.Width, Stride.Width, Dilation.Width, p.Left, p.Right));
    }
}
