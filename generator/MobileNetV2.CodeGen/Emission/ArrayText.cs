using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Streams the elements of a constant as C initialisers. Megabytes pass here, so bytes are looked up, not formatted.</summary>
internal static class ArrayText
{
    /// <summary>Longer than the longest line: indentation, and every element with its separator.</summary>
    private const int MaxLineBytes = 256;

    private static readonly byte[][] Int8Text = [.. Enumerable.Range(0, 256).Select(i => Ascii(Integer(unchecked((sbyte)i))))];
    private static readonly byte[][] UInt8Text = [.. Enumerable.Range(0, 256).Select(i => Ascii(Integer(i)))];

    /// <summary>Writes all elements, some on a line, every line indented by <paramref name="indent"/> spaces and ended by LF.</summary>
    public static void Write(Stream output, ConstantArray constant, int indent)
    {
        var size = constant.Type.SizeBytes();
        var lineBytes = size * ElementsPerLine(size);
        var data = constant.Data.Span;
        Span<byte> text = stackalloc byte[MaxLineBytes];
        text[..indent].Fill((byte)' ');
        for (var begin = 0; begin < data.Length; begin += lineBytes)
        {
            var line = data[begin..Math.Min(begin + lineBytes, data.Length)];
            var end = indent;
            for (var i = 0; i < line.Length; i += size)
            {
                var element = Element(constant.Type, line[i..]);
                element.CopyTo(text[end..]);
                end += element.Length;
                text[end++] = (byte)',';
                text[end++] = (byte)' ';
            }

            text[end - 1] = (byte)'\n';
            output.Write(text[..end]);
        }
    }

    private static int ElementsPerLine(int sizeBytes) => sizeBytes switch
    {
        1 => 20,
        2 => 16,
        4 => 8,
        _ => 3,
    };

    private static ReadOnlySpan<byte> Element(ElementType type, ReadOnlySpan<byte> data) => type switch
    {
        ElementType.Int8 => Int8Text[data[0]],
        ElementType.UInt8 or ElementType.Bool => UInt8Text[data[0]],
        ElementType.Int16 => Ascii(Integer(MemoryMarshal.Read<short>(data))),
        ElementType.Int32 => Ascii(Integer(MemoryMarshal.Read<int>(data))),
        ElementType.Float32 => Ascii(CText.Float(MemoryMarshal.Read<float>(data))),
        ElementType.Int64 => Ascii(Integer(MemoryMarshal.Read<long>(data))),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    // In C, -9223372036854775808 is minus a constant that fits no type.
    private static string Integer(long value) =>
        value == long.MinValue ? "INT64_MIN" : string.Create(CultureInfo.InvariantCulture, $"INT64_C({value})");

    private static string Integer(int value) => value == int.MinValue ? "INT32_MIN" : value.ToString(CultureInfo.InvariantCulture);
}
