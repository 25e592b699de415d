using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Quantized tensors as the reals that they stand for.</summary>
internal static class FloatTwin
{
    /// <summary>The same tensor on float32, constants in reals.</summary>
    public static Tensor Of(Tensor tensor) => new(
        tensor.Id,
        tensor.Name,
        tensor.Shape,
        ElementType.Float32,
        null,
        tensor.Data is { } data ? MemoryMarshal.AsBytes(Reals(tensor, data.Span).AsSpan()).ToArray() : default(ReadOnlyMemory<byte>?));

    /// <summary>What quantized elements stand for.</summary>
    public static float[] Reals(Tensor tensor, ReadOnlySpan<byte> data)
    {
        var quantization = tensor.RequiredQuantization;
        var reals = new float[tensor.Shape.ElementCount];
        var inner = quantization.IsPerChannel ? tensor.Shape.Dimensions.Skip(quantization.Axis + 1).Aggregate(1, (a, b) => a * b) : 1;
        for (var i = 0; i < reals.Length; i++)
        {
            var channel = i / inner % quantization.Scales.Length;
            var stored = tensor.Type switch
            {
                ElementType.Int8 => unchecked((sbyte)data[i]),
                ElementType.UInt8 => data[i],
                _ => MemoryMarshal.Cast<byte, int>(data)[i],
            };
            reals[i] = (float)(quantization.Scales[channel] * ((double)stored - quantization.ZeroPoints[channel]));
        }

        return reals;
    }
}
