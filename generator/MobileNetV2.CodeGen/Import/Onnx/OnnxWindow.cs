using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Strides, dilations and padding of a convolution or pooling, and the size of what comes out.</summary>
internal sealed class OnnxWindow
{
    public OnnxWindow(OnnxSource source, int height, int width, OnnxValue input)
    {
        Window = new Size2D(OnnxSource.Size(height, "window"), OnnxSource.Size(width, "window"));
        Stride = Pair(source, "strides");
        Dilation = Pair(source, "dilations");
        var image = new Size2D(input.Dimensions[2], input.Dimensions[3]);
        Padding = PaddingOf(source, image);
        if (source.Integer("ceil_mode", 0) != 0)
            Padding = Padding with
            {
                Bottom = Padding.Bottom + Rest(image.Height, Vertical),
                Right = Padding.Right + Rest(image.Width, Horizontal)
            };
        (Height, Width) = (Output(image.Height, Vertical), Output(image.Width, Horizontal));
        if (Height < 1 || Width < 1)
            throw new RefusedException(
                $"a window of {Window} does not fit an image of {image} with padding {Padding}", "export the model for larger pictures");
    }

    public Size2D Window { get; }

    public Size2D Stride { get; }

    public Size2D Dilation { get; }

    public Padding2D Padding { get; }

    public int Height { get; }

    public int Width { get; }

    private (int Window, int Stride, int Dilation, int Before, int After) Vertical =>
        (Window.Height, Stride.Height, Dilation.Height, Padding.Top, Padding.Bottom);

    private (int Window, int Stride, int Dilation, int Before, int After) Horizontal =>
        (Window.Width, Stride.Width, Dilation.Width, Padding.Left, Padding.Right);

    private static int Output(int size, (int Window, int Stride, int Dilation, int Before, int After) axis) =>
        WindowAxis.Output(size, axis.Window, axis.Stride, axis.Dilation, axis.Before, axis.After);

    /// <summary>Pixels to add behind, so that the last window, which reaches beyond the image, has its place.</summary>
    private static int Rest(int size, (int Window, int Stride, int Dilation, int Before, int After) axis)
    {
        var room = (long)size + axis.Before + axis.After - WindowAxis.Extent(axis.Window, axis.Dilation);
        var rest = room < 0 ? 0 : (int)(room % axis.Stride);
        // A window that would begin behind the image is left out.
        var startsInside = ((room / axis.Stride) + 1) * axis.Stride < (long)size + axis.Before;
        return rest == 0 || !startsInside ? 0 : axis.Stride - rest;
    }

    private static Size2D Pair(OnnxSource source, string attribute) => source.Pair(attribute, 1) switch
    {
        [] => Size2D.One,
        [var height, var width] => new Size2D(OnnxSource.Size(height, attribute), OnnxSource.Size(width, attribute)),
        var other => throw new RefusedException($"{attribute} has {other.Length} numbers, 2 expected", "export the model again"),
    };

    private Padding2D PaddingOf(OnnxSource source, Size2D image)
    {
        switch (source.Text("auto_pad", "NOTSET"))
        {
            case "" or "NOTSET":
                return source.Pair("pads", 0) switch
                {
                    [] => default,
                    [var top, var left, var bottom, var right] => new Padding2D(Pixels(top), Pixels(bottom), Pixels(left), Pixels(right)),
                    var other => throw new RefusedException($"pads has {other.Length} numbers, 4 expected", "export the model again"),
                };
            case "VALID":
                return default;
            case "SAME_UPPER":
                return Same(image);
            case "SAME_LOWER":
                var same = Same(image);
                return new Padding2D(same.Bottom, same.Top, same.Right, same.Left);
            case var other:
                throw new RefusedException($"auto_pad is '{other}'", "use explicit padding");
        }
    }

    private Padding2D Same(Size2D image) => Padding2D.Same(image.Height, image.Width, Window, Stride, Dilation)
        ?? throw new RefusedException($"the window of {Window} with dilation {Dilation} is too large", "use a smaller dilation");

    private static int Pixels(long pixels) => pixels is >= 0 and < 1 << 15
        ? (int)pixels
        : throw new RefusedException($"the padding is {pixels}", "crop before the operator, or use a smaller padding");
}
