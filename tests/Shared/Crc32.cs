namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>CRC-32 as in zip files (reflected polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }

        return ~crc;
    }
}
