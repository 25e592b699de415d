using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Streams the elements of a constant as C initialisers. Megabytes pass here, so bytes are looked up, not formatted.</summary>
internal static class ArrayText
{
    private static readonly byte[][] Int8Text = [.. Enumerable.Range(0, 256).Select(i => Ascii(unchecked((sbyte)i)))];
    private static readonly byte[][] UInt8Text = [.. Enumerable.Range(0, 256).Select(i => Ascii(i))];

    /// <summary>Writes all elements, some on a line, every line indented by <paramref name="indent"/> spaces and ended by LF.</summary>
    public static void Write(Stream output, ConstantArray constant, int indent)
    {
        var count = constant.Data.Length / constant.Type.SizeBytes();
        var perLine = ElementsPerLine(constant.Type);
        var line = new ArrayBufferWriter<byte>(256);
        for (var i = 0; i < count; i++)
        {
            if (i % perLine == 0)
                line.GetSpan(indent)[..indent].Fill((byte)' ');
            if (i % perLine == 0)
                line.Advance(indent);
            line.Write(Element(constant, i));
            line.Write(","u8);
            var isLast = i == count - 1 || i % perLine == perLine - 1;
            line.Write(isLast ? "\n"u8 : " "u8);
            if (!isLast)
                continue;
            output.Write(line.WrittenSpan);
            line.ResetWrittenCount();
        }
    }

    private static int ElementsPerLine(ElementType type) => type.SizeBytes() switch
    {
        1 => 20,
        2 => 16,
        _ => 8,
    };

    private static ReadOnlySpan<byte> Element(ConstantArray constant, int index)
    {
        var data = constant.Data.Span;
        return constant.Type switch
        {
            ElementType.Int8 => Int8Text[data[index]],
            ElementType.UInt8 or ElementType.Bool => UInt8Text[data[index]],
            ElementType.Int16 => Ascii(MemoryMarshal.Read<short>(data[(2 * index)..])),
            ElementType.Int32 => Ascii(MemoryMarshal.Read<int>(data[(4 * index)..])),
            ElementType.Float32 => Encoding.ASCII.GetBytes(CText.Float(MemoryMarshal.Read<float>(data[(4 * index)..]))),
            ElementType.Int64 => throw new NotSupportedException("int64 constants are not emitted"),
            _ => throw new ArgumentOutOfRangeException(nameof(constant), constant.Type, null),
        };
    }

    private static byte[] Ascii(int value) => Encoding.ASCII.GetBytes(value == int.MinValue ? "INT32_MIN" : value.ToString(CultureInfo.InvariantCulture));
}
