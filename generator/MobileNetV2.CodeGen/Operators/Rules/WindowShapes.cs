using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How many positions a sliding window has.</summary>
internal static class WindowShapes
{
    /// <summary>Height and width of the output; null after reporting attributes that cannot be.</summary>
    public static (int Height, int Width)? Output(
        OperatorScope scope, Shape image, Size2D window, Size2D stride, Size2D dilation, Padding2D padding)
    {
        if (!IsPositive(scope, "window", window) || !IsPositive(scope, "stride", stride) || !IsPositive(scope, "dilation", dilation))
            return null;
        if (padding.Top < 0 || padding.Bottom < 0 || padding.Left < 0 || padding.Right < 0)
        {
            scope.Report(GraphDiagnostics.Attribute(scope.Place, $"padding {padding} is negative"));
            return null;
        }

        var height = Positions((long)image.Height + padding.Top + padding.Bottom, window.Height, stride.Height, dilation.Height);
        var width = Positions((long)image.Width + padding.Left + padding.Right, window.Width, stride.Width, dilation.Width);
        if (height is > 0 and <= int.MaxValue && width is > 0 and <= int.MaxValue)
            return ((int)height, (int)width);
        scope.Report(GraphDiagnostics.Shapes(
            scope.Place,
            $"a window of {window.Height}x{window.Width} with dilation {dilation.Height}x{dilation.Width} does not fit the image of "
            + $"{image.Height}x{image.Width} with padding {padding.Top}+{padding.Bottom}, {padding.Left}+{padding.Right}"));
        return null;
    }

    private static long Positions(long size, int window, int stride, int dilation)
    {
        var extent = ((long)(window - 1) * dilation) + 1;
        return extent > size ? 0 : ((size - extent) / stride) + 1;
    }

    private static bool IsPositive(OperatorScope scope, string what, Size2D size) =>
        (size.Height > 0 && size.Width > 0)
        || scope.Report(GraphDiagnostics.Attribute(scope.Place, $"the {what} is {size.Height}x{size.Width}, both must be at least 1"));
}
