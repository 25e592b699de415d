using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Emission;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Emission;

public class WeightsTests
{
    [Fact]
    public void Every_byte_is_written_as_text()
    {
        var data = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        Assert.Equal(data.Select(b => (int)unchecked((sbyte)b)), Numbers(Constant(ElementType.Int8, data)));
        Assert.Equal(data.Select(b => (int)b), Numbers(Constant(ElementType.UInt8, data)));
    }

    [Fact]
    public void The_smallest_int32_has_no_plain_constant() =>
        Assert.Equal("  INT32_MIN, -1,\n", Text(Constant(ElementType.Int32, [0, 0, 0, 0x80, 0xff, 0xff, 0xff, 0xff])));

    [Fact]
    public void Lines_hold_twenty_bytes()
    {
        var lines = Text(Constant(ElementType.Int8, new byte[45])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([20, 20, 5], lines.Select(l => l.Count(c => c == ',')));
    }

    [Fact]
    public void Constants_lie_as_a_c_compiler_lays_out_a_structure()
    {
        var layout = WeightsLayout.Of(
            [Constant(ElementType.Int8, new byte[3]), Constant(ElementType.Int32, new byte[4]),
                Constant(ElementType.Int8, new byte[1], 16)], false);

        Assert.Equal([0, 4, 16], layout.OffsetsBytes.ToArray());
        Assert.Equal(16, layout.AlignmentBytes);
        Assert.Equal(32, layout.SizeBytes);
    }

    [Fact]
    public void The_image_has_every_constant_at_its_offset_and_the_fingerprint_at_the_end()
    {
        var layout = WeightsLayout.Of([Constant(ElementType.Int8, [1, 2, 3]), Constant(ElementType.Int32, [4, 5, 6, 7])], true);

        var image = WeightsImage.File("w.bin", layout, hasFingerprint: true).Bytes();

        Assert.Equal([1, 2, 3, 0, 4, 5, 6, 7, .. layout.Fingerprint()], image);
        Assert.Equal(layout.SizeBytes, image.Length);
    }

    [Fact]
    public void The_fingerprint_knows_content_and_layout()
    {
        var a = Fingerprint(Constant(ElementType.Int8, [1, 2]), Constant(ElementType.Int8, [3, 4], 1));

        Assert.NotEqual(a, Fingerprint(Constant(ElementType.Int8, [1, 2]), Constant(ElementType.Int8, [3, 5], 1)));
        Assert.NotEqual(a, Fingerprint(Constant(ElementType.Int8, [1, 2]), Constant(ElementType.Int8, [3, 4], 8)));
    }

    private static string Fingerprint(params ConstantArray[] constants) =>
        Convert.ToHexString(WeightsLayout.Of([.. constants], true).Fingerprint().AsSpan());

    private static IEnumerable<int> Numbers(ConstantArray constant) =>
        Text(constant).Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => int.Parse(t, CultureInfo.InvariantCulture));

    private static string Text(ConstantArray constant)
    {
        using var stream = new MemoryStream();
        ArrayText.Write(stream, constant, 2);
        return Encoding.ASCII.GetString(stream.ToArray());
    }

    private static ConstantArray Constant(ElementType type, byte[] data, int alignment = 1) =>
        new(new ConstantId(0), "w", "test", type, data, alignment);
}
