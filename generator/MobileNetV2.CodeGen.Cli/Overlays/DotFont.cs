using System.Globalization;

namespace MobileNetV2.CodeGen.Cli.Overlays;

/// <summary>Letters of 5 x 7 dots: the same picture on every machine, whatever fonts it has.</summary>
internal static class DotFont
{
    public const int Width = 5;

    public const int Height = 7;

    private const string BelowTheLine = "gjpqy,";

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:%-_#/()'?+";

    /// <summary>Seven rows of each letter, two digits a row, the leftmost dot the highest of five bits.</summary>
    private const string Rows =
        "0e11111f1111111e11111e11111e0e11101010110e1e11111111111e1f10101e10101f1f10101e1010100e11101711110e1111111f111111"
        + "0e04040404040e0702020202120c111214181412111010101010101f111b1515111111111915151311110e11111111110e1e11111e101010"
        + "0e11111115120d1e11111e1412110f10100e01011e1f0404040404041111111111110e11111111110a0411111115151b1111110a040a1111"
        + "11110a040404041f01020408101f00000e010f110f10101e1111111e00000f1010100f01010f1111110f00000e111f100e0609081c080808"
        + "000f11110f010e10101e1111111104000c0404040e0200060202120c101012141814120c04040404040e00001a1515151500001e11111111"
        + "00000e1111110e001e11111e1010000f11110f01010000161910101000000f100e011e08081c080809060000111111110f00001111110a04"
        + "0000111515150a0000110a040a11001111110f010e00001f0204081f0e11131519110e040c040404040e0e11010608101f1e01010e01011e"
        + "02060a121f02021f101e0101110e0608101e11110e1f0102040808080e11110e11110e0e11110f01020c0000000000000000000000000c0c"
        + "00000000060408000c0c000c0c00181902040813030000001f0000000000000000001f0a0a1f0a1f0a0a0101020408101002040808080402"
        + "08040202020408040408000000000e1101020400040004041f040400";

    /// <summary>How many dots lower than others a letter stands.</summary>
    public static int Drop(char letter) => BelowTheLine.Contains(letter, StringComparison.Ordinal) ? 1 : 0;

    /// <summary>Whether a letter has a dot there; letters that are not known are question marks.</summary>
    public static bool HasDot(char letter, int x, int y)
    {
        var at = Letters.IndexOf(letter, StringComparison.Ordinal);
        var place = 2 * (((at < 0 ? Letters.IndexOf('?', StringComparison.Ordinal) : at) * Height) + y);
        var row = int.Parse(Rows.AsSpan(place, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (row >> (Width - 1 - x) & 1) == 1;
    }
}
