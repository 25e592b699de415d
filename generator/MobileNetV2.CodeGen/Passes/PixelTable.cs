using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>What pixels become to a network.</summary>
internal static class PixelTable
{
    /// <summary>
    /// The entries of CHANNEL_TABLE: the number that a pixel stands for, quantized as QUANTIZE does. Null when each value of 0 to 255
    /// is stored as itself less 128.
    /// </summary>
    public static byte[]? Of(PixelMeaning meaning, int channels, QuantizationParameters quantization)
    {
        const int entries = ChannelTableDefinition.Entries;
        var (least, most) = ElementType.Int8.QuantizedRange();
        var table = new byte[(meaning.Channels == 1 ? 1 : channels) * entries];
        var isPlain = true;
        for (var i = 0; i < table.Length; i++)
        {
            var stored = (byte)(i % entries);
            var pixel = (byte)(stored ^ CameraImageDefinition.Middle);
            var value = Math.Round(meaning.Real(pixel, i / entries) / quantization.Scale, MidpointRounding.AwayFromZero);
            table[i] = Elements.ToByte((int)Math.Clamp(value + quantization.ZeroPoint, least, most));
            isPlain &= table[i] == stored;
        }

        return isPlain ? null : table;
    }
}
