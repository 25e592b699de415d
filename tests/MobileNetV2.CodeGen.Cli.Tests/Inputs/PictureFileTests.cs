using System.Buffers.Binary;
using System.IO.Compression;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Tests.Shared;
using SkiaSharp;

namespace MobileNetV2.CodeGen.Cli.Tests.Inputs;

/// <summary>A picture is a file like any other: whatever is in it, the answer comes soon and takes no memory out of proportion.</summary>
public class PictureFileTests
{
    /// <summary>16 x 16 pixels with a wrong length in its first segment; it kept another decoder busy for ever.</summary>
    private const string SlowJpeg =
        "/9j/4EMAAwICAgICAwICAgMDAwMEBgQEBAQECAYGCw4LCQkNEQ0ODxAQERAKDBITEhATDxAQEP/bAEMBAwMDBAMECAQECBALCQsQEBAQEBAQEB"
        + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAA"
        + "BwQF/8QAJBAAAQQBBAICAwAAAAAAAAAAAQIDBAYFBwgSExEiABQJMTL/xAAVAQEBAAAAAAAAAAAAAAAAAAAABv/EACMRAAECBQMFAAAAAAAAAA"
        + "AAAAECEQMEBQYhABIxFRZhgeH/2gAMAwEAAhEDEQA/ABSm0mobc8HmExLUlRzzEWPkJWW+ulrsaUVAseUgslSlH9LKuPryIKuWPZdskzXmm3fX"
        + "5m2nF4GlVxx/HOpx4ks51+MiU/Iaad7UcUo4tILoS4kqcWkezS0hO/HvuRp0rO6hWnWO1UisZVuFi4GFeyEpmGepa5S5SWVPuciFKRFLgSrwet"
        + "nyPIB+Vb4N9mKhQMzo5po9XLdDs9d6ZVix2VEhiL9kuNPxw2gEKcDQ/rs8AuA8VAe0vdl7VOYn+27flGAUgmITjbhSmCg3BYlyeWDkMolvw4KO"
        + "p1KM6iCNvngZHwetf//Z";

    private const byte Grey = 0;
    private const byte Colour = 2;
    private const byte GreyAlpha = 4;
    private const byte ColourAlpha = 6;

    [Theory]
    [InlineData(Colour, 8, new byte[] { 10, 20, 30, 200, 100, 0 })]
    [InlineData(ColourAlpha, 8, new byte[] { 10, 20, 30, 0, 200, 100, 0, 77 })]
    [InlineData(Grey, 8, new byte[] { 10, 200 }, new byte[] { 10, 10, 10, 200, 200, 200 })]
    [InlineData(GreyAlpha, 8, new byte[] { 10, 0, 200, 3 }, new byte[] { 10, 10, 10, 200, 200, 200 })]
    [InlineData(Colour, 16, new byte[] { 10, 0, 20, 0, 30, 0, 200, 0, 100, 0, 0, 0 })]
    [InlineData(Grey, 1, new byte[] { 0b0100_0000 }, new byte[] { 0, 0, 0, 255, 255, 255 })]
    public void Pixels_are_what_the_file_says(byte colourType, byte bits, byte[] row, byte[]? expected = null)
    {
        var (picture, problem) = PictureFile.Decode(Png(2, 1, colourType, bits, row));

        Assert.Equal("", problem);
        Assert.Equal((2, 1, 3), (picture!.Width, picture.Height, picture.Channels));
        Assert.Equal(expected ?? [10, 20, 30, 200, 100, 0], picture.Pixels.ToArray());
    }

    /// <summary>Stored as 1 2 3 above 4 5 6, and what people see.</summary>
    [Theory]
    [InlineData(1, 3, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 3, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, 3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 3, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, 2, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, 2, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, 2, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, 2, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void A_photograph_is_turned_upright(int origin, int width, byte[] expected)
    {
        var upright = new Picture(3, 2, 1, new byte[] { 1, 2, 3, 4, 5, 6 }).Upright((SKEncodedOrigin)origin);

        Assert.Equal((width, 6 / width), (upright.Width, upright.Height));
        Assert.Equal(expected, upright.Pixels.ToArray());
    }

    /// <summary>A phone held upright: the left of what is stored is the top.</summary>
    [Fact]
    public void The_orientation_is_that_of_the_file()
    {
        using var bitmap = new SKBitmap(16, 8);
        bitmap.Pixels = [.. Enumerable.Range(0, 16 * 8).Select(i => i % 16 < 8 ? SKColors.White : SKColors.Black)];
        var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100).ToArray();
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];

        var (picture, problem) = PictureFile.Decode([.. jpeg[..2], .. exif, .. jpeg[2..]]);

        Assert.Equal("", problem);
        Assert.Equal((8, 16), (picture!.Width, picture.Height));
        Assert.True(picture.Pixels.Span[0] > 200 && picture.Pixels.Span[^1] < 50);
    }

    [Fact]
    public void A_bmp_is_read_from_its_last_row()
    {
        byte[] file =
        [
            (byte)'B', (byte)'M', 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,
            40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            3, 2, 1, 0, 6, 5, 4, 0,
        ];

        Assert.Equal([4, 5, 6, 1, 2, 3], PictureFile.Decode(file).Picture!.Pixels.ToArray());
    }

    [Theory]
    [InlineData("FFD8FFE0430003")]
    [InlineData("FFD8")]
    [InlineData("FFD8FF")]
    [InlineData("FFD8FFE00010")]
    [InlineData("89504E470D0A1A0A")]
    [InlineData("424D")]
    [InlineData("474946383961010001000000003B")]
    [InlineData("")]
    [InlineData("00")]
    public void What_is_no_picture_is_said_at_once(string hex)
    {
        var (picture, problem) = PictureFile.Decode(Convert.FromHexString(hex));

        Assert.Null(picture);
        Assert.Contains("is no PNG, JPEG or BMP picture", problem, StringComparison.Ordinal);
    }

    /// <summary>Cut in its first segments, the file of another decoder's endless loop; and every truncation and mutation of it.</summary>
    [Fact]
    public void A_damaged_jpeg_ends()
    {
        var whole = Convert.FromBase64String(SlowJpeg);
        foreach (var file in Enumerable.Range(0, whole.Length).Select(n => whole[..n]).Concat(Mutations(whole)))
        {
            var (picture, problem) = PictureFile.Decode(file);
            Assert.Equal(picture is null, problem.Length > 0);
        }
    }

    [Fact]
    public void A_truncated_picture_is_damaged_unless_all_its_pixels_are_there()
    {
        var whole = Png(16, 16, Colour, 8, [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 37 % 256))]);

        var pixels = PictureFile.Decode(whole).Picture!.Pixels.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            var picture = PictureFile.Decode(whole[..length]).Picture;
            Assert.True(picture is null || picture.Pixels.Span.SequenceEqual(pixels), $"{length} of {whole.Length} bytes");
            Assert.True(picture is null || length > whole.Length / 2, $"{length} of {whole.Length} bytes");
        }
    }

    [Theory]
    [InlineData(20_000, 20_000)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Dimensions_are_looked_at_before_anything_is_allocated(int width, int height)
    {
        var before = GC.GetTotalAllocatedBytes();

        Assert.Null(PictureFile.Decode(Png(width, height, Colour, 8, [])).Picture);

        Assert.True(GC.GetTotalAllocatedBytes() - before < 50_000_000);
    }

    private static IEnumerable<byte[]> Mutations(byte[] whole)
    {
        var random = new TestRandom(7);
        for (var i = 0; i < 500; i++)
        {
            var copy = (byte[])whole.Clone();
            for (var n = 0; n < 4; n++)
                copy[random.Int(0, copy.Length - 1)] = (byte)random.Int(0, 255);
            yield return copy;
        }
    }

    /// <param name="row">Every row of the picture; none when empty.</param>
    private static byte[] Png(int width, int height, byte colourType, byte bits, byte[] row)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, colourType);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height && row.Length > 0; y++)
                zlib.Write([0, .. row]);
        }

        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        var (length, check) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32.Of(body));
        return [.. length, .. body, .. check];
    }
}
