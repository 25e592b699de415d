using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Elements of constants as bytes, the same on every machine.</summary>
internal static class LittleEndian
{
    public static ReadOnlyMemory<byte> Bytes(ImmutableArray<int> values)
    {
        var bytes = new byte[values.Length * sizeof(int)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        return bytes;
    }

    /// <summary>The same with 16 bits each.</summary>
    public static ReadOnlyMemory<byte> Shorts(ImmutableArray<int> values)
    {
        var bytes = new byte[values.Length * sizeof(short)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), checked((short)values[i]));
        return bytes;
    }

    /// <summary>The same with 64 bits each.</summary>
    public static ReadOnlyMemory<byte> Longs(ImmutableArray<long> values)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        return bytes;
    }

    public static int Int32At(ReadOnlyMemory<byte> data, int index) =>
        BinaryPrimitives.ReadInt32LittleEndian(data.Span[(index * sizeof(int))..]);

    public static ReadOnlySpan<sbyte> Int8(ReadOnlyMemory<byte> data) => MemoryMarshal.Cast<byte, sbyte>(data.Span);
}
