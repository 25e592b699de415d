using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Chooses an int8 quantization from the real values seen.</summary>
internal static class OutputRange
{
    /// <summary>The range is widened for values that no calibration sample reached, cut at the activation's limits,
    /// and always holds 0.</summary>
    /// <param name="pixels">Pixels seen in all samples: few of them say little about extremes.</param>
    public static QuantizationParameters Quantization(double min, double max, int pixels, Activation activation)
    {
        var margin = (max - min) * ((1.0 / 32) + Math.Min(1.0 / 8, 2.0 / pixels));
        (min, max) = (Math.Min(0, min - margin), Math.Max(0, max + margin));
        (min, max) = activation switch
        {
            Activation.None => (min, max),
            Activation.Relu => (0, max),
            Activation.Relu6 => (0, Math.Min(6, max)),
            Activation.ReluN1To1 => (Math.Max(-1, min), Math.Min(1, max)),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
        var scale = (float)(Math.Max(max - min, 1e-3) / 255);
        var zeroPoint = (int)Math.Clamp(Math.Floor(-128 - (min / scale) + 0.5), sbyte.MinValue, sbyte.MaxValue);
        return QuantizationParameters.PerTensor(scale, zeroPoint);
    }
}
