using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>One dimension of a constant that is stored sparsely: all of its positions, or those of each line that hold something.</summary>
internal readonly struct SparseDimensionTable(FlatTable table)
{
    private const int FormatSlot = 0;
    private const int DenseSizeSlot = 1;
    private const int SegmentsTypeSlot = 2;
    private const int SegmentsSlot = 3;
    private const int IndicesTypeSlot = 4;
    private const int IndicesSlot = 5;
    private const int ValuesSlot = 0;
    private const byte Compressed = 1;

    /// <summary>False when every position is walked.</summary>
    public bool IsCompressed => table.Byte(FormatSlot) == Compressed;

    /// <summary>Positions of a dimension that is not compressed.</summary>
    public int DenseSize => table.Int32(DenseSizeSlot);

    /// <summary>Where each line's <see cref="Indices"/> begin, and where the last one's end.</summary>
    public ImmutableArray<int> Segments => Integers(SegmentsTypeSlot, SegmentsSlot);

    /// <summary>Positions that hold something, line by line.</summary>
    public ImmutableArray<int> Indices => Integers(IndicesTypeSlot, IndicesSlot);

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.Scalar(table, FormatSlot, 1)
        && verifier.Scalar(table, DenseSizeSlot, 4)
        && VerifyIntegers(verifier, table, SegmentsTypeSlot, SegmentsSlot)
        && VerifyIntegers(verifier, table, IndicesTypeSlot, IndicesSlot);

    private static bool VerifyIntegers(FlatBufferVerifier verifier, int table, int typeSlot, int slot) =>
        verifier.Scalar(table, typeSlot, 1)
        && (IntegerBytes(verifier.ByteAt(table, typeSlot)) is not (> 0 and var bytes)
            || verifier.Table(table, slot, (v, t) => v.Vector(t, ValuesSlot, bytes)));

    /// <summary>By the number of the type in its union; 0 for none.</summary>
    private static int IntegerBytes(byte type) => type switch { 1 => sizeof(int), 2 => sizeof(ushort), 3 => sizeof(byte), _ => 0 };

    private ImmutableArray<int> Integers(int typeSlot, int slot) =>
        (IntegerBytes(table.Byte(typeSlot)), table.Table(slot)) switch
        {
            (sizeof(int), { } vector) => vector.Int32s(ValuesSlot),
            (sizeof(ushort), { } vector) => vector.UInt16s(ValuesSlot),
            (sizeof(byte), { } vector) => vector.Bytes(ValuesSlot),
            _ => [],
        };
}
