using System.Runtime.CompilerServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>8-bit elements as numbers. int8 and uint8 differ only in how a byte is read; both are written by their low 8 bits.</summary>
internal static class Elements
{
    public static int Read(byte value, ElementType type) => type switch
    {
        ElementType.Int8 => unchecked((sbyte)value),
        ElementType.UInt8 => value,
        _ => throw new InvalidOperationException($"{type} is not an 8-bit quantized type"),
    };

    public static byte ToByte(int value) => unchecked((byte)value);

    /// <summary>Every element plus <paramref name="offset"/>; the results fit 16 bits because zero points are 8-bit values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static short[] Widen(ReadOnlySpan<byte> bytes, ElementType type, int offset)
    {
        var table = Table(type, x => (short)(x + offset));
        var result = new short[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            result[i] = table[bytes[i]];
        return result;
    }

    /// <summary>A function of one element, tabulated by byte.</summary>
    public static T[] Table<T>(ElementType type, Func<int, T> function)
    {
        var table = new T[256];
        for (var i = 0; i < table.Length; i++)
            table[i] = function(Read((byte)i, type));
        return table;
    }

    /// <summary>Applies a table to every byte.</summary>
    public static void Map(ReadOnlySpan<byte> input, Span<byte> output, byte[] table)
    {
        for (var i = 0; i < input.Length; i++)
            output[i] = table[input[i]];
    }

    /// <summary>output[i] = input[source[i]], for elements of any size.</summary>
    public static void Gather(ReadOnlySpan<byte> input, int[] source, Span<byte> output, int elementBytes)
    {
        for (var i = 0; i < source.Length; i++)
            input.Slice(source[i] * elementBytes, elementBytes).CopyTo(output[(i * elementBytes)..]);
    }
}
