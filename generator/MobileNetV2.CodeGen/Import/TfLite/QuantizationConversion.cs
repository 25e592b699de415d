using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Reads scales and zero points. Whether they make sense for the tensor is the validator's question.</summary>
internal static class QuantizationConversion
{
    public static bool TryConvert(QuantizationTable? table, string place, DiagnosticBag diagnostics, out QuantizationParameters? quantization)
    {
        quantization = null;
        if (table is not { } source)
            return true;
        var (scales, zeroPoints) = (source.Scales, source.ZeroPoints);
        var problem = source.DetailsType != 0
            ? $"the quantization uses scheme {source.DetailsType} (custom or blockwise) instead of scales"
            : scales.Length != zeroPoints.Length
                ? $"there are {scales.Length} scales but {zeroPoints.Length} zero points"
                : zeroPoints.Where(z => z is < int.MinValue or > int.MaxValue).Select(z => $"zero point {z} does not fit 32 bits").FirstOrDefault();
        if (problem is not null)
        {
            diagnostics.Add(ImportDiagnostics.BadQuantization(place, problem));
            return false;
        }

        // One scale holds for the whole tensor, whatever dimension the file names.
        if (scales.Length > 0)
            quantization = new QuantizationParameters(scales, [.. zeroPoints.Select(z => (int)z)], scales.Length > 1 ? source.QuantizedDimension : 0);
        return true;
    }
}
