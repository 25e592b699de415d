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
        for (var i = 0; i < values.Length; i++)
            values[i] = Real(tensor, data, i);
        return values;
    }

    /// <summary>One of them.</summary>
    public static double Real(Tensor tensor, ReadOnlySpan<byte> data, int index)
    {
        var size = tensor.Type.SizeBytes();
        var stored = Stored(tensor.Type, data.Slice(index * size, size));
        return tensor.Quantization is { IsPerChannel: false } q && tensor.Type != ElementType.Float32
            ? q.Scale * (stored - q.ZeroPoint)
            : stored;
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
