using System.Buffers.Binary;
using System.Text;

namespace MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;

/// <summary>Numbers by name in a FlexBuffer, the form in which custom operators keep their options. Untrusted:
/// what leaves the buffer is absent.</summary>
internal sealed class FlexMap
{
    private const int MostEntries = 1024;

    // Types by their number in the format; a packed type has the width of what it stands before in its two lowest bits.
    private const int Int = 1;
    private const int UInt = 2;
    private const int Float = 3;
    private const int IndirectFloat = 8;
    private const int Map = 9;
    private const int Bool = 26;

    private readonly Dictionary<string, double> _numbers = new(StringComparer.Ordinal);

    private FlexMap()
    {
    }

    /// <summary>The map that the buffer holds; null when it holds none.</summary>
    public static FlexMap? Read(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length < 3)
            return null;
        var (width, type) = (buffer[^1], buffer[^2]);
        var root = buffer.Length - 2 - width;
        if (type >> 2 != Map || Behind(buffer, root, width) is not { } values)
            return null;
        var own = 1 << (type & 3);
        var count = Unsigned(buffer, values - own, own) ?? 0;
        var keyWidth = (int)Math.Min(Unsigned(buffer, values - (2 * own), own) ?? 0, int.MaxValue);
        if (count is 0 or > MostEntries || Behind(buffer, values - (3 * own), own) is not { } keys)
            return null;
        var map = new FlexMap();
        for (var i = 0; i < (int)count; i++)
        {
            if (Behind(buffer, keys + (i * Math.Min(keyWidth, sizeof(ulong))), keyWidth) is { } key
                && Unsigned(buffer, values + ((int)count * own) + i, 1) is { } packed
                && Number(buffer, values + (i * own), own, (int)packed) is { } number)
                map._numbers[Text(buffer, key)] = number;
        }

        return map;
    }

    public double? Find(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    private static double? Number(ReadOnlySpan<byte> buffer, int position, int width, int packed)
    {
        switch (packed >> 2)
        {
            case Int:
                return Signed(buffer, position, width);
            case UInt or Bool:
                return Unsigned(buffer, position, width);
            case Float:
                return Real(buffer, position, width);
            case Int + 5 when Behind(buffer, position, width) is { } at:
                return Signed(buffer, at, 1 << (packed & 3));
            case UInt + 5 when Behind(buffer, position, width) is { } at:
                return Unsigned(buffer, at, 1 << (packed & 3));
            case IndirectFloat when Behind(buffer, position, width) is { } at:
                return Real(buffer, at, 1 << (packed & 3));
            default:
                return null;
        }
    }

    /// <summary>Offsets count backwards from where they stand.</summary>
    private static int? Behind(ReadOnlySpan<byte> buffer, int position, int width) =>
        Unsigned(buffer, position, width) is { } offset && offset <= (ulong)position ? position - (int)offset : null;

    private static ulong? Unsigned(ReadOnlySpan<byte> buffer, int position, int width)
    {
        if (position < 0 || width is not (1 or 2 or 4 or 8) || position > buffer.Length - width)
            return null;
        var bytes = buffer.Slice(position, width);
        return width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    private static double? Signed(ReadOnlySpan<byte> buffer, int position, int width) => Unsigned(buffer, position, width) is not { } bits
        ? null
        : width switch { 1 => unchecked((sbyte)bits), 2 => unchecked((short)bits), 4 => unchecked((int)bits), _ => unchecked((long)bits) };

    private static double? Real(ReadOnlySpan<byte> buffer, int position, int width) => Unsigned(buffer, position, width) is not { } bits
        ? null
        : width switch
        {
            4 => BitConverter.UInt32BitsToSingle((uint)bits),
            8 => BitConverter.UInt64BitsToDouble(bits),
            _ => null,
        };

    private static string Text(ReadOnlySpan<byte> buffer, int position)
    {
        var rest = buffer[position..];
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? [] : rest[..end]);
    }
}
