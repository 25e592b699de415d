using System.Collections.Immutable;
using Google.FlatBuffers;

namespace MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

/// <summary>A table of a verified FlatBuffer. Fields go by their number in the schema; absent fields have a default.</summary>
internal readonly struct FlatTable(int position, ByteBuffer buffer)
{
    private readonly Table _table = new(position, buffer);

    /// <summary>A vtable starts with two 16-bit sizes; each field's offset follows.</summary>
    public static int VTableOffset(int slot) => 4 + (2 * slot);

    public static FlatTable Root(ByteBuffer buffer) => new(buffer.GetInt(0), buffer);

    public bool Has(int slot) => Find(slot) != 0;

    public byte Byte(int slot, byte absent = 0) => Find(slot) is var at and not 0 ? _table.bb.Get(at) : absent;

    public sbyte SByte(int slot) => Find(slot) is var at and not 0 ? _table.bb.GetSbyte(at) : (sbyte)0;

    public bool Bool(int slot) => Byte(slot) != 0;

    public int Int32(int slot, int absent = 0) => Find(slot) is var at and not 0 ? _table.bb.GetInt(at) : absent;

    public uint UInt32(int slot) => Find(slot) is var at and not 0 ? _table.bb.GetUint(at) : 0;

    public ulong UInt64(int slot) => Find(slot) is var at and not 0 ? _table.bb.GetUlong(at) : 0;

    public float Single(int slot) => Find(slot) is var at and not 0 ? _table.bb.GetFloat(at) : 0;

    public string Text(int slot) => Find(slot) is var at and not 0 ? _table.__string(at) : "";

    public FlatTable? Table(int slot) => Find(slot) is var at and not 0 ? new FlatTable(_table.__indirect(at), _table.bb) : null;

    public ImmutableArray<FlatTable> Tables(int slot)
    {
        var (start, count) = Vector(slot);
        var items = ImmutableArray.CreateBuilder<FlatTable>(count);
        for (var i = 0; i < count; i++)
            items.Add(new FlatTable(_table.__indirect(start + (4 * i)), _table.bb));
        return items.MoveToImmutable();
    }

    public ImmutableArray<int> Int32s(int slot) => Copy(slot, 4, static (bb, at) => bb.GetInt(at));

    public ImmutableArray<int> UInt16s(int slot) => Copy(slot, 2, static (bb, at) => (int)bb.GetUshort(at));

    public ImmutableArray<int> Bytes(int slot) => Copy(slot, 1, static (bb, at) => (int)bb.Get(at));

    public ImmutableArray<long> Int64s(int slot) => Copy(slot, 8, static (bb, at) => bb.GetLong(at));

    public ImmutableArray<float> Singles(int slot) => Copy(slot, 4, static (bb, at) => bb.GetFloat(at));

    /// <summary>First element's position in the file and the number of elements; (0, 0) when absent.</summary>
    public (int Start, int Count) Vector(int slot) =>
        Find(slot) is var at and not 0 ? (_table.__indirect(at) + 4, _table.bb.GetInt(_table.__indirect(at))) : (0, 0);

    private ImmutableArray<T> Copy<T>(int slot, int elementBytes, Func<ByteBuffer, int, T> read)
    {
        var (start, count) = Vector(slot);
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
            items.Add(read(_table.bb, start + (elementBytes * i)));
        return items.MoveToImmutable();
    }

    private int Find(int slot) => _table.__offset(VTableOffset(slot)) is var offset and not 0 ? _table.bb_pos + offset : 0;
}
