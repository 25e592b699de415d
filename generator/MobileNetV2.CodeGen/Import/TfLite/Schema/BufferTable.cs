using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>The bytes of a constant: inside the FlatBuffer, or behind it in files beyond 2 GiB and those written like them.</summary>
internal readonly struct BufferTable(FlatTable table)
{
    private const int DataSlot = 0;
    private const int OffsetSlot = 1;
    private const int SizeSlot = 2;

    /// <summary>Where the bytes start in the file, and how many they are; unchecked when they lie behind the FlatBuffer.</summary>
    public (ulong Offset, ulong SizeBytes) Location
    {
        get
        {
            // The two numbers count only when the offset is above 1; writers leave placeholders otherwise.
            if (table.UInt64(OffsetSlot) is var offset and > 1)
                return (offset, table.UInt64(SizeSlot));
            var (start, count) = table.Vector(DataSlot);
            return ((ulong)start, (ulong)count);
        }
    }

    public static bool Verify(FlatBufferVerifier verifier, int table) =>
        verifier.ViewedVector(table, DataSlot)
        && verifier.Scalar(table, OffsetSlot, 8)
        && verifier.Scalar(table, SizeSlot, 8);
}
