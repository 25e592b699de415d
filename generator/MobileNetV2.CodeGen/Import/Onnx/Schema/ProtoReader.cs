using System.Buffers.Binary;
using System.Text;

namespace MobileNetV2.CodeGen.Import.Onnx.Schema;

/// <summary>
/// Walks the fields of one protocol buffer message. Everything that is read is a view of the file; what does not fit ends the walk with
/// <see cref="DamagedException"/>, which the importer turns into a diagnostic.
/// </summary>
internal sealed class ProtoReader(ReadOnlyMemory<byte> message)
{
    private int _at;
    private int _wire;
    private ulong _number;
    private ReadOnlyMemory<byte> _bytes;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_at == message.Length)
            return false;
        var key = Varint();
        (Field, _wire) = (checked((int)Math.Min(key >> 3, int.MaxValue)), (int)(key & 7));
        switch (_wire)
        {
            case 0:
                _number = Varint();
                break;
            case 1:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);
                break;
            case 2:
                var length = Varint();
                _bytes = length <= int.MaxValue ? Take((int)length) : throw new DamagedException($"field {Field} has {length} bytes");
                break;
            case 5:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);
                break;
            default:
                throw new DamagedException($"field {Field} has the unknown wire type {_wire}");
        }

        return true;
    }

    public long Number => _wire == 0 ? unchecked((long)_number) : throw Unexpected("a number");

    /// <summary>The number of an element type; any that is none of ours is refused where the tensor is used.</summary>
    public OnnxType ElementType =>
        Number is >= 0 and <= int.MaxValue ? (OnnxType)Number : throw new DamagedException($"field {Field} has the element type {Number}");

    public float Single => _wire == 5 ? BitConverter.UInt32BitsToSingle((uint)_number) : throw Unexpected("a float");

    public ReadOnlyMemory<byte> Bytes => _wire == 2 ? _bytes : throw Unexpected("bytes");

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public ProtoReader Message => new(Bytes);

    /// <summary>Adds one number, or all of a packed field.</summary>
    public void AddNumbers(List<long> numbers)
    {
        if (_wire == 0)
        {
            numbers.Add(Number);
            return;
        }

        var packed = new ProtoReader(Bytes);
        while (packed._at < packed.Length)
            numbers.Add(unchecked((long)packed.Varint()));
    }

    /// <summary>Adds one float, or all of a packed field.</summary>
    public void AddSingles(List<float> numbers)
    {
        if (_wire == 5)
        {
            numbers.Add(Single);
            return;
        }

        if (Bytes.Length % sizeof(float) != 0)
            throw new DamagedException($"field {Field} has {Bytes.Length} bytes, which are no floats");
        for (var i = 0; i < Bytes.Length; i += sizeof(float))
            numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(Bytes.Span[i..]));
    }

    private int Length => message.Length;

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = Take(1).Span[0];
            value |= shift < 64 ? (ulong)(b & 127) << shift : 0;
            if (b < 128)
                return value;
        }

        throw new DamagedException("a number has more than 10 bytes");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > message.Length - _at)
            throw new DamagedException($"a field of {count} bytes reaches beyond its message, which has {message.Length - _at} left");
        _at += count;
        return message.Slice(_at - count, count);
    }

    private DamagedException Unexpected(string expected) => new($"field {Field} has wire type {_wire}, {expected} was expected");
}
