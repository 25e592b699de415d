using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>The product of two scales, rounded as the operator's arithmetic asks.</summary>
internal static class ScaleProducts
{
    public static double Of(this ScaleProduct rounding, float first, float second) => rounding switch
    {
        ScaleProduct.Float64 => (double)first * second,
        ScaleProduct.Float32 => (float)(first * second),
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, null),
    };
}
