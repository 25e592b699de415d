using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>Turns real numbers into the elements of a quantized tensor, as QUANTIZE does: rounded to nearest,
/// halves away from zero, limited.</summary>
internal static class RealNumbers
{
    /// <summary>True when one scale says what the tensor's bytes mean.</summary>
    public static bool Fit(Tensor tensor) =>
        tensor.Type is ElementType.Int8 or ElementType.UInt8
            && tensor.Quantization is { IsPerChannel: false, Scale: > 0 and < float.PositiveInfinity };

    /// <param name="values">float32, little-endian.</param>
    public static byte[] Quantize(ReadOnlySpan<byte> values, Tensor tensor)
    {
        var result = new byte[values.Length / sizeof(float)];
        for (var i = 0; i < result.Length; i++)
            result[i] =
                Quantize(BinaryPrimitives.ReadSingleLittleEndian(values[(i * sizeof(float))..]), tensor.Type, tensor.RequiredQuantization);
        return result;
    }

    public static byte Quantize(double real, ElementType type, QuantizationParameters quantization)
    {
        var (min, max) = type.QuantizedRange();
        var value = Math.Round(real / quantization.Scale, MidpointRounding.AwayFromZero) + quantization.ZeroPoint;
        return unchecked((byte)(int)Math.Clamp(value, min, max));
    }
}
