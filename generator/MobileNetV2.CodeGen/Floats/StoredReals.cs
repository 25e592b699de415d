using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>What the elements of quantized tensors stand for.</summary>
internal static class StoredReals
{
    /// <param name="tensor">Of integers, with scales of its channels or one for all.</param>
    /// <param name="data">Its elements.</param>
    public static float[] Of(Tensor tensor, ReadOnlySpan<byte> data)
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
                ElementType.Int16 => MemoryMarshal.Cast<byte, short>(data)[i],
                ElementType.Int32 => MemoryMarshal.Cast<byte, int>(data)[i],
                _ => MemoryMarshal.Cast<byte, long>(data)[i],
            };
            reals[i] = (float)(quantization.Scales[channel] * ((double)stored - quantization.ZeroPoints[channel]));
        }

        return reals;
    }

    /// <summary>The same as bytes of float32.</summary>
    public static byte[] BytesOf(Tensor tensor, ReadOnlySpan<byte> data) => MemoryMarshal.AsBytes(Of(tensor, data).AsSpan()).ToArray();
}
