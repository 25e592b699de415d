using System.Buffers.Binary;
using System.Globalization;

namespace MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

/// <summary>Walks a FlatBuffer and checks that every table, vector, string and offset lies inside it, before anything is read.</summary>
/// <remarks>
/// Google.FlatBuffers has a verifier, but it keeps vtable positions in 16 bits: beyond 32 KiB it prints to the console and accepts
/// everything. Tables and vectors may be shared, so a small file can describe an enormous tree; two budgets proportional to the file's size
/// bound the work and the memory of everything that follows.
/// </remarks>
internal sealed class FlatBufferVerifier
{
    private const int MaxDepth = 16;
    private const int BytesPerTable = 8;
    private const int CopiesOfFile = 4;

    private readonly ReadOnlyMemory<byte> _buffer;
    private int _depth;
    private long _tablesLeft;
    private long _vectorBytesLeft;

    public FlatBufferVerifier(ReadOnlyMemory<byte> buffer)
    {
        _buffer = buffer;
        _tablesLeft = 64 + (buffer.Length / BytesPerTable);
        _vectorBytesLeft = 64 + ((long)CopiesOfFile * buffer.Length);
    }

    /// <summary>Verifies the fields of the table at a position.</summary>
    public delegate bool TableAction(FlatBufferVerifier verifier, int table);

    /// <summary>What is wrong and at which byte; null as long as nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Follows the root offset in the first four bytes.</summary>
    public bool Root(TableAction verify) => Follow(0, out var table) && Enter(table, verify);

    /// <summary>A number in the table itself; absent is fine.</summary>
    public bool Scalar(int table, int slot, int sizeBytes)
    {
        var position = Field(table, slot);
        return position == 0 || Inside(position, sizeBytes, "a number");
    }

    /// <summary>A vector of numbers that the reader copies; counts against the budget.</summary>
    public bool Vector(int table, int slot, int elementBytes) =>
        VectorAt(table, slot, elementBytes, out _, out var sizeBytes) && Spend(sizeBytes, table);

    /// <summary>A vector of bytes that the reader only views.</summary>
    public bool ViewedVector(int table, int slot) => VectorAt(table, slot, 1, out _, out _);

    /// <summary>UTF-8 text. Its closing zero is not needed, as the length is stored.</summary>
    public bool Text(int table, int slot) => Vector(table, slot, 1);

    /// <summary>One table behind an offset; absent is fine.</summary>
    public bool Table(int table, int slot, TableAction verify)
    {
        var position = Field(table, slot);
        return position == 0 || (Follow(position, out var target) && Enter(target, verify));
    }

    /// <summary>A vector of offsets to tables.</summary>
    public bool Tables(int table, int slot, TableAction verify)
    {
        if (!VectorAt(table, slot, 4, out var start, out var sizeBytes))
            return false;
        for (var offset = 0; offset < sizeBytes; offset += 4)
        {
            if (!Follow(start + offset, out var target) || !Enter(target, verify))
                return false;
        }

        return true;
    }

    /// <summary>The byte at a verified field, 0 when it is absent.</summary>
    public byte ByteAt(int table, int slot)
    {
        var position = Field(table, slot);
        return position == 0 ? (byte)0 : _buffer.Span[position];
    }

    private bool Enter(int table, TableAction verify)
    {
        if (_depth == MaxDepth)
            return Fail($"tables are nested deeper than {MaxDepth}", table);
        if (--_tablesLeft < 0)
            return Fail("there are more tables than the file has room for", table);
        if (!Header(table))
            return false;
        _depth++;
        var ok = verify(this, table);
        _depth--;
        return ok;
    }

    /// <summary>A table starts with the distance back to its vtable: own size, the table's size, then one offset for each field.</summary>
    private bool Header(int table)
    {
        if (!Inside(table, 4, "a table"))
            return false;
        var vtable = (long)table - ReadInt32(table);
        if (!Inside(vtable, 4, "a vtable"))
            return false;
        var vtableBytes = ReadUInt16((int)vtable);
        var tableBytes = ReadUInt16((int)vtable + 2);
        if (vtableBytes < 4 || vtableBytes % 2 != 0)
            return Fail($"a vtable has an impossible size of {vtableBytes} bytes", (int)vtable);
        if (!Inside(vtable, vtableBytes, "a vtable") || !Inside(table, tableBytes, "a table"))
            return false;
        for (var entry = 4; entry < vtableBytes; entry += 2)
        {
            if (ReadUInt16((int)vtable + entry) >= Math.Max((int)tableBytes, 4))
                return Fail($"a field starts beyond its table of {tableBytes} bytes", table);
        }

        return true;
    }

    /// <summary>Where a field of a table with a verified header lies; 0 when it is absent.</summary>
    private int Field(int table, int slot)
    {
        var vtable = table - ReadInt32(table);
        var entry = FlatTable.VTableOffset(slot);
        if (entry >= ReadUInt16(vtable))
            return 0;
        var offset = ReadUInt16(vtable + entry);
        return offset == 0 ? 0 : table + offset;
    }

    private bool VectorAt(int table, int slot, int elementBytes, out int start, out int sizeBytes)
    {
        (start, sizeBytes) = (0, 0);
        var position = Field(table, slot);
        if (position == 0)
            return true;
        if (!Follow(position, out var vector) || !Inside(vector, 4, "a vector"))
            return false;
        var bytes = ReadUInt32(vector) * elementBytes;
        if (!Inside(vector + 4L, bytes, "a vector"))
            return false;
        (start, sizeBytes) = (vector + 4, (int)bytes);
        return true;
    }

    private bool Follow(int position, out int target)
    {
        target = 0;
        if (!Inside(position, 4, "an offset"))
            return false;
        var offset = ReadUInt32(position);
        if (offset == 0 || position + offset >= _buffer.Length)
            return Fail($"an offset of {offset.ToString(CultureInfo.InvariantCulture)} bytes leaves the file", position);
        target = (int)(position + offset);
        return true;
    }

    private bool Spend(int bytes, int position)
    {
        _vectorBytesLeft -= bytes;
        return _vectorBytesLeft >= 0
            || Fail("vectors are shared so often that reading them would take many times the file's size", position);
    }

    private bool Inside(long position, long sizeBytes, string what) =>
        (position >= 0 && position + sizeBytes <= _buffer.Length)
        || Fail($"{what} of {sizeBytes.ToString(CultureInfo.InvariantCulture)} bytes does not fit the file", position);

    private bool Fail(string problem, long position)
    {
        Problem ??= string.Create(CultureInfo.InvariantCulture, $"at byte {position}: {problem}");
        return false;
    }

    private int ReadInt32(int position) => BinaryPrimitives.ReadInt32LittleEndian(_buffer.Span[position..]);

    private long ReadUInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_buffer.Span[position..]);

    private ushort ReadUInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(_buffer.Span[position..]);
}
