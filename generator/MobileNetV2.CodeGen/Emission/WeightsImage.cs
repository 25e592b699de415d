using MobileNetV2.CodeGen.Files;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Writes the structure of all constants as it lies in memory.</summary>
internal static class WeightsImage
{
    public static GeneratedFile File(string path, WeightsLayout layout, bool hasFingerprint) =>
        new(path, output => Write(output, layout, hasFingerprint ? layout.Fingerprint().AsSpan() : []));

    /// <param name="fingerprint">Empty when the layout has none.</param>
    private static void Write(Stream output, WeightsLayout layout, ReadOnlySpan<byte> fingerprint)
    {
        var position = 0;
        foreach (var (constant, offset) in layout.Constants.Zip(layout.OffsetsBytes))
        {
            Fill(output, offset - position);
            output.Write(constant.Data.Span);
            position = offset + constant.SizeBytes;
        }

        output.Write(fingerprint);
        Fill(output, layout.SizeBytes - position - fingerprint.Length);
    }

    private static void Fill(Stream output, int count)
    {
        for (var i = 0; i < count; i++)
            output.WriteByte(0);
    }
}
