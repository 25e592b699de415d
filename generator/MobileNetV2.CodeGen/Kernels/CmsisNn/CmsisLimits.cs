using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels.Portable;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Where the library computes the reference's bits in all of its builds.
/// Read from its documented ranges and its sources.</summary>
internal static class CmsisLimits
{
    /// <summary>Sizes are kept in 16 bits, signed ones for coordinates.</summary>
    private const int LargestSize = short.MaxValue;

    /// <summary>Elements of a row whose exponentials, each at most 1, certainly sum to less than 512:
    /// at 512 the library shifts by 32 bits.</summary>
    private const int LongestSoftmaxRow = 511;

    /// <summary>Of 16 bits. In longer rows the rounded sum can leave the table of reciprocals, in those of one element the result
    /// can leave 16 bits; the reference limits both.</summary>
    private const int LongestWideSoftmaxRow = 8;

    public static bool WideSoftmax(int rowSize) => rowSize is > 1 and <= LongestWideSoftmaxRow;

    public static bool Softmax(int rowSize) => rowSize <= LongestSoftmaxRow;

    /// <summary>All that convolutions on 16 bits ask for: they have one way for all windows.</summary>
    public static bool Sizes(WindowGeometry window) => SizesFit(window) && RowsFit(window);

    public static bool Convolution(WindowGeometry window) =>
        Sizes(window)
        && (long)window.Window.Height * window.Window.Width * window.FilterChannels <= ushort.MaxValue
        && !IsUnpreparedRow(window);

    public static bool Depthwise(WindowGeometry window) =>
        SizesFit(window)
        && RowsFit(window)
        && EveryWindowMeetsInput(window)
        && (window.Window != new Size2D(3, 3) || window.Padding is not { Top: <= 1, Left: <= 1 } || CentreIsInside(window));

    /// <summary>The average of a window without a valid tap is refused, the maximum is undefined.</summary>
    public static bool Pool(WindowGeometry window) => RowsFit(window) && EveryWindowMeetsInput(window);

    /// <summary>One row under a one-row kernel with rows of padding: the 1xN path would not see them.</summary>
    private static bool IsUnpreparedRow(WindowGeometry w) => w.Window.Height == 1 && w.Input.Height == 1 && !w.Padding.IsZero;

    private static bool SizesFit(WindowGeometry w) =>
        new[] { w.Input.Height, w.Input.Width, w.Input.Channels, w.Output.Height, w.Output.Width, w.Output.Channels }.All(s =>
            s <= LargestSize);

    /// <summary>The library has no such limit, but what stands in for it where it is not linked.</summary>
    private static bool RowsFit(WindowGeometry w) => w.Window.Height <= PortableLimits.WindowRows;

    private static bool EveryWindowMeetsInput(WindowGeometry w) =>
        Meets(w.Window.Height, w.Stride.Height, w.Dilation.Height, w.Padding.Top, w.Input.Height, w.Output.Height)
        && Meets(w.Window.Width, w.Stride.Width, w.Dilation.Width, w.Padding.Left, w.Input.Width, w.Output.Width);

    private static bool Meets(int window, int stride, int dilation, int padding, int input, int output) =>
        padding <= (window - 1) * dilation && ((output - 1) * stride) - padding < input;

    /// <summary>The direct 3x3 kernel takes the middle column of a window for granted.</summary>
    private static bool CentreIsInside(WindowGeometry w) => ((w.Output.Width - 1) * w.Stride.Width) - w.Padding.Left + 1 < w.Input.Width;
}
