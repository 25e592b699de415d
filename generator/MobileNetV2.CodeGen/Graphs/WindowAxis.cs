namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Arithmetic of a sliding window along one axis: sizes, strides, dilations and paddings are in pixels.</summary>
internal static class WindowAxis
{
    /// <summary>Pixels from the first to the last tap of the window, both included.</summary>
    public static int Extent(int window, int dilation) => checked(((window - 1) * dilation) + 1);

    /// <summary>SAME padding: the output has ceil(input / stride) pixels; an odd pixel of padding goes after.</summary>
    public static (int Before, int After) SamePadding(int input, int window, int stride, int dilation)
    {
        var output = checked(input + stride - 1) / stride;
        var total = Math.Max(0, checked(((output - 1) * stride) + Extent(window, dilation) - input));
        return (total / 2, total - (total / 2));
    }

    /// <summary>Output pixels with the given padding; zero or less when the window does not fit.</summary>
    public static int Output(int input, int window, int stride, int dilation, int before, int after)
    {
        var room = checked(input + before + after - Extent(window, dilation));
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
