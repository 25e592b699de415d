using System.Globalization;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>What to write into an input, in one line for a C programmer.</summary>
internal static class InputMeaning
{
    public static string Of(Tensor tensor, QuantizationParameters quantization)
    {
        var (min, max) = tensor.Type.QuantizedRange();
        var range = $"{Real(min)} to {Real(max)}";
        if (tensor.Type == ElementType.Int16 || tensor.Shape is not { Rank: 3 or 4, Batch: 1, Channels: 1 or 3, Height: > 1, Width: > 1 })
            return $"Covers {range}: what lies outside is limited.";
        return tensor.Type == ElementType.Int8
            ? $"From a picture's bytes 0..255: value = byte - 128, which covers {range}."
            : $"From a picture's bytes 0..255: value = byte, which covers {range}.";

        string Real(int stored) =>
            ((double)quantization.Scale * (stored - quantization.ZeroPoint)).ToString("G4", CultureInfo.InvariantCulture);
    }
}
