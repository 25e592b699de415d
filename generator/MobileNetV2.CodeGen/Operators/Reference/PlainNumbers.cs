using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Arithmetic on elements that are numbers and not quantized: what networks compute with shapes. Integers wrap, as in C.</summary>
internal static class PlainNumbers
{
    /// <summary>Whether elements of this type are numbers as they stand.</summary>
    public static bool Are(ElementType type) => type is ElementType.Int32 or ElementType.Int64 or ElementType.Float32;

    /// <summary>An operator of two inputs of integers, with broadcasting and without activation.</summary>
    public static void Run(Operator op, TensorValues values, Func<long, long, long> function)
    {
        var graph = values.Graph;
        var (left, right, output) = (graph[op.Inputs[0]], graph[op.Inputs[1]], graph[op.Output]);
        var (a, b) = (Integers(values, left), Integers(values, right));
        var (leftAt, rightAt) = (Offsets.Broadcast(left.Shape, output.Shape), Offsets.Broadcast(right.Shape, output.Shape));
        Write(values, output, [.. leftAt.Zip(rightAt, (l, r) => function(a[l], b[r]))]);
    }

    /// <summary>The elements of a tensor of integers, whatever their size; a truth value is 0 or 1.</summary>
    public static long[] Integers(TensorValues values, Tensor tensor)
    {
        var bytes = values.Read(tensor.Id);
        return tensor.Type switch
        {
            ElementType.Int8 => [.. MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray().Select(v => (long)v)],
            ElementType.UInt8 => [.. bytes.ToArray().Select(v => (long)v)],
            ElementType.Bool => [.. bytes.ToArray().Select(v => v == 0 ? 0L : 1)],
            ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(bytes).ToArray().Select(v => (long)v)],
            ElementType.Int32 => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(v => (long)v)],
            ElementType.Int64 => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
            _ => throw new InvalidOperationException($"{tensor} does not hold integers"),
        };
    }

    public static float[] Reals(TensorValues values, Tensor tensor) => MemoryMarshal.Cast<byte, float>(values.Read(tensor.Id)).ToArray();

    /// <summary>Writes integers in the tensor's type; higher bits are dropped.</summary>
    public static void Write(TensorValues values, Tensor tensor, long[] elements)
    {
        var bytes = values.Write(tensor.Id);
        for (var i = 0; i < elements.Length; i++)
        {
            unchecked
            {
                switch (tensor.Type)
                {
                    case ElementType.Int8 or ElementType.UInt8: bytes[i] = (byte)elements[i]; break;
                    case ElementType.Bool: bytes[i] = (byte)(elements[i] == 0 ? 0 : 1); break;
                    case ElementType.Int16:
                        BinaryPrimitives.WriteInt16LittleEndian(
                        bytes.AsSpan(i * sizeof(short)), (short)elements[i]); break;
                    case ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), (int)elements[i]); break;
                    case ElementType.Int64: BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), elements[i]); break;
                    default: throw new InvalidOperationException($"{tensor} does not hold integers");
                }
            }
        }
    }

    public static void Write(TensorValues values, Tensor tensor, float[] elements) =>
        elements.CopyTo(MemoryMarshal.Cast<byte, float>(values.Write(tensor.Id).AsSpan()));
}
