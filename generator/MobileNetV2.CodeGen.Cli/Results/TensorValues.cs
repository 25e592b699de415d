using System.Buffers.Binary;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The elements of a tensor as real numbers.</summary>
internal static class TensorValues
{
    /// <summary>Dequantized where the tensor has a per-tensor quantization, as stored otherwise.</summary>
    public static double[] Real(Tensor tensor, ReadOnlySpan<byte> data)
    {
        var values = new double[tensor.Shape.ElementCount];
        var size = tensor.Type.SizeBytes();
        var quantization = tensor.Quantization is { IsPerChannel: false } q && tensor.Type != ElementType.Float32 ? q : null;
        for (var i = 0; i < values.Length; i++)
        {
            var stored = Stored(tensor.Type, data.Slice(i * size, size));
            values[i] = quantization is null ? stored : quantization.Scale * (stored - quantization.ZeroPoint);
        }

        return values;
    }

    private static double Stored(ElementType type, ReadOnlySpan<byte> element) => type switch
    {
        ElementType.Int8 => unchecked((sbyte)element[0]),
        ElementType.UInt8 or ElementType.Bool => element[0],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
