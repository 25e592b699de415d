using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Resolves SAME and VALID into pixels.</summary>
internal static class WindowPadding
{
    private const int LargestStep = 1 << 16;

    /// <summary>The padding of a window over an image; null after reporting a stride, dilation, window or scheme that cannot be.</summary>
    public static Padding2D? Resolve(
        OperatorSource source, PaddingScheme scheme, Shape image, Size2D window, Size2D stride, Size2D dilation)
    {
        if (!IsSensible(source, "stride", stride) || !IsSensible(source, "dilation", dilation) || !IsSensible(source, "window", window))
            return null;
        switch (scheme)
        {
            case PaddingScheme.Valid:
                return default(Padding2D);
            case PaddingScheme.Same:
                if (Padding2D.Same(image.Height, image.Width, window, stride, dilation) is { } padding)
                    return padding;
                source.BadOption(
                    $"the window of {window} with dilation {dilation} is {WindowAxis.Extent(window.Height, dilation.Height)} x "
                    + $"{WindowAxis.Extent(window.Width, dilation.Width)} pixels large, each side may have {WindowAxis.LargestExtent}",
                    "use a smaller dilation");
                return null;
            default:
                source.BadOption($"padding scheme {(int)scheme} is unknown, 0 (SAME) and 1 (VALID) are supported",
                    "export the model again");
                return null;
        }
    }

    private static bool IsSensible(OperatorSource source, string what, Size2D size) =>
        (size.Height is > 0 and < LargestStep && size.Width is > 0 and < LargestStep)
        || source.BadOption(
            $"the {what} is {size.Height}x{size.Width}, each side must be from 1 to {LargestStep - 1}", "export the model again");
}
