using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>RESIZE_BILINEAR and RESIZE_NEAREST_NEIGHBOR to a constant size.</summary>
internal sealed class ResizeConverter : OperatorConversion
{
    private static readonly OptionsField<bool> AlignCorners = OptionsField.Bool(2);
    private static readonly OptionsField<bool> HalfPixelCenters = OptionsField.Bool(3);
    private static readonly OptionsField<bool> NearestAlignCorners = OptionsField.Bool(0);
    private static readonly OptionsField<bool> NearestHalfPixelCenters = OptionsField.Bool(1);

    public override ImmutableArray<OperatorConverter> Converters =>
    [
        new(BuiltinOperator.ResizeBilinear, 4, 2, 2, DataTypes.Quantized | DataTypes.RoundsApartOnUInt8, Bilinear)
            { Options = new(OptionsKind.ResizeBilinear, AlignCorners, HalfPixelCenters) },
        new(BuiltinOperator.ResizeNearestNeighbor, 4, 2, 2, DataTypes.Quantized, Nearest)
            { Options = new(OptionsKind.ResizeNearestNeighbor, NearestAlignCorners, NearestHalfPixelCenters) },
    ];

    private static ResizeBilinear? Bilinear(OperatorSource source)
    {
        var (corners, centers) = (source.Option(AlignCorners), source.Option(HalfPixelCenters));
        return HasSize(source) && IsOneOf(source, corners, centers)
            ? new ResizeBilinear(source.Id, source.InputIds(1), source.OutputIds, corners, centers)
            {
                UInt8Rounding = source.RoundsAsUInt8,
            }
            : null;
    }

    private static ResizeNearestNeighbor? Nearest(OperatorSource source) => HasSize(source)
        ? new ResizeNearestNeighbor(
            source.Id, source.InputIds(1), source.OutputIds, source.Option(NearestAlignCorners), source.Option(NearestHalfPixelCenters))
        : null;

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
