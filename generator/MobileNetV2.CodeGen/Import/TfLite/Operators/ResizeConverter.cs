using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR to a constant size.</summary>
internal static class ResizeConverter
{
    public static Operator? Bilinear(OperatorSource source)
    {
        var options = new ResizeBilinearOptions(source.Options!.Value);
        return HasSize(source) && IsOneOf(source, options.AlignCorners, options.HalfPixelCenters)
            ? new ResizeBilinear(source.Id, source.InputIds(1), source.OutputIds, options.AlignCorners, options.HalfPixelCenters)
            {
                UInt8Rounding = source.RoundsAsUInt8,
            }
            : null;
    }

    public static Operator? Nearest(OperatorSource source)
    {
        var options = new ResizeNearestNeighborOptions(source.Options!.Value);
        return HasSize(source)
            ? new ResizeNearestNeighbor(source.Id, source.InputIds(1), source.OutputIds, options.AlignCorners, options.HalfPixelCenters)
            : null;
    }

    private static bool HasSize(OperatorSource source) =>
        source.ConstantIntegers(1, "new size") is { } size
        && source.HasRank(source.Input(0), 4)
        && (size.Length == 2
            || source.BadOption($"the new size has {size.Length} numbers, it must have two", "export the model again"))
        && source.HasOutput([source.Input(0).Shape.Batch, .. size, source.Input(0).Shape.Channels]);

    /// <summary>The oracle knows no meaning of both together.</summary>
    private static bool IsOneOf(OperatorSource source, bool corners, bool centers) =>
        !(corners && centers) || source.BadOption("align_corners and half_pixel_centers are both set", "set one of them");
}
