using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Reads scales and zero points. Whether those of 8-bit tensors make sense is the validator's question; what files say of the
/// quantization of biases and floats is neither needed nor reliable, and is kept only where it could mean something.</summary>
internal static class QuantizationConversion
{
    public static bool TryConvert(
        QuantizationTable? table, ElementType type, int rank, string place, DiagnosticBag diagnostics,
        out QuantizationParameters? quantization)
    {
        quantization = null;
        if (table is not { } source)
            return true;
        var (scales, zeroPoints) = (source.Scales, source.ZeroPoints);
        var problem = source.DetailsType != 0
            ? $"the quantization uses scheme {source.DetailsType} (custom or blockwise) instead of scales"
            : scales.Length != zeroPoints.Length
                ? $"there are {scales.Length} scales but {zeroPoints.Length} zero points"
                : zeroPoints.Where(z => z is < int.MinValue or > int.MaxValue).Select(z => $"zero point {z} does not fit 32 bits")
                    .FirstOrDefault();
        var isNeeded = type is ElementType.Int8 or ElementType.UInt8;
        if (problem is not null && isNeeded)
        {
            diagnostics.Add(ImportDiagnostics.BadQuantization(place, problem));
            return false;
        }

        // One scale holds for the whole tensor, whatever dimension the file names.
        if (scales.Length > 0 && (isNeeded || (problem is null && CouldMean(scales, source.QuantizedDimension, rank))))
            quantization =
                new QuantizationParameters(scales, [.. zeroPoints.Select(z => (int)z)], scales.Length > 1 ? source.QuantizedDimension : 0);
        return true;
    }

    private static bool CouldMean(ImmutableArray<float> scales, int dimension, int rank) =>
        scales.All(s => float.IsFinite(s) && s >= 0) && (scales.Length == 1 || (dimension >= 0 && dimension < rank));
}
