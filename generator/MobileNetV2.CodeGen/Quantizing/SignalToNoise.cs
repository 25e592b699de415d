using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>How much of a signal quantization leaves, in decibels: ten times the logarithm of energy over energy of the error.</summary>
public static class SignalToNoise
{
    /// <summary>What an error of nothing is called.</summary>
    public const double Lossless = 200;

    /// <summary>Decibels from sums of squares; <see cref="Lossless"/> at the most.</summary>
    public static double Decibels(double signal, double noise) =>
        noise <= 0 ? Lossless : signal <= 0 ? 0 : Math.Min(Lossless, 10 * Math.Log10(signal / noise));

    /// <summary>Sums of squares of float32 elements, and of what others differ from them.</summary>
    internal static (double Signal, double Noise) Sums(ReadOnlySpan<byte> reals, ReadOnlySpan<byte> others)
    {
        var (signal, noise) = (0.0, 0.0);
        var first = MemoryMarshal.Cast<byte, float>(reals);
        var second = MemoryMarshal.Cast<byte, float>(others);
        for (var i = 0; i < first.Length; i++)
        {
            var off = first[i] - (double)second[i];
            signal += first[i] * (double)first[i];
            noise += off * off;
        }

        return (signal, noise);
    }

    /// <summary>Sums of squares of float32 elements, and of what int8 or uint8 elements differ from them.</summary>
    internal static (double Signal, double Noise) Sums(
        ReadOnlySpan<byte> reals, ReadOnlySpan<byte> quantized, QuantizationParameters quantization, bool isUnsigned = false)
    {
        var (signal, noise) = (0.0, 0.0);
        var floats = MemoryMarshal.Cast<byte, float>(reals);
        for (var i = 0; i < floats.Length; i++)
        {
            double stored = isUnsigned ? quantized[i] : unchecked((sbyte)quantized[i]);
            var off = floats[i] - (quantization.Scale * (stored - quantization.ZeroPoint));
            signal += floats[i] * (double)floats[i];
            noise += off * off;
        }

        return (signal, noise);
    }
}
