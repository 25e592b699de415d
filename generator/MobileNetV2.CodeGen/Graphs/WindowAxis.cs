namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Arithmetic of a sliding window along one axis: sizes, strides, dilations and paddings are in pixels,
/// below 2^16 but for the input.</summary>
internal static class WindowAxis
{
    /// <summary>The longest dilated window whose SAME padding is known: half of it still fits an explicit padding.</summary>
    public const int LargestExtent = (1 << 16) - 1;

    /// <summary>Pixels from the first to the last tap of the window, both included.</summary>
    public static long Extent(int window, int dilation) => ((long)(window - 1) * dilation) + 1;

    /// <summary>SAME padding: the output has ceil(input / stride) pixels; an odd pixel of padding goes after.</summary>
    /// <returns>Null when the dilated window is longer than <see cref="LargestExtent"/>.</returns>
    public static (int Before, int After)? SamePadding(int input, int window, int stride, int dilation)
    {
        if (Extent(window, dilation) > LargestExtent)
            return null;
        var lastWindow = ((input + (long)stride - 1) / stride - 1) * stride;
        var total = (int)Math.Max(0, lastWindow + Extent(window, dilation) - input);
        return (total / 2, total - (total / 2));
    }

    /// <summary>Output pixels with the given padding; 0 when the window does not fit.</summary>
    public static int Output(int input, int window, int stride, int dilation, int before, int after)
    {
        var room = (long)input + before + after - Extent(window, dilation);
        return room < 0 ? 0 : checked((int)((room / stride) + 1));
    }
}
