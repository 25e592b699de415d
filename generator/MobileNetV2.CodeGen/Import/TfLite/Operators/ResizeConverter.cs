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
        && source.HasRank(source.Output, 4)
        && (size.AsSpan().SequenceEqual([source.Output.Shape.Height, source.Output.Shape.Width])
            || source.BadOption(
                $"the new size is [{string.Join(", ", size)}], the output has shape {source.Output.Shape}", "export the model again"));

    /// <summary>The oracle knows no meaning of both together.</summary>
    private static bool IsOneOf(OperatorSource source, bool corners, bool centers) =>
        !(corners && centers) || source.BadOption("align_corners and half_pixel_centers are both set", "set one of them");
}
