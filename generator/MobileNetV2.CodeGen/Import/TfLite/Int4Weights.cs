namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Constants of 4 bits, which files keep two to a byte: the low half comes first.</summary>
internal static class Int4Weights
{
    /// <summary>The same numbers in a byte each.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, int count)
    {
        var unpacked = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var nibble = (packed[i / 2] >> (i % 2 * 4)) & 15;
            unpacked[i] = unchecked((byte)((nibble ^ 8) - 8));
        }

        return unpacked;
    }
}
