namespace MobileNetV2.CodeGen.Zoo;

/// <summary>The channel counts of MobileNetV2 for a width.</summary>
internal static class MobileNetV2Channels
{
    private const int Divisor = 8;

    /// <summary>The 17 inverted residual blocks, group by group.</summary>
    public static IEnumerable<(int Expansion, int Channels, int Stride)> Blocks { get; } =
    [
        .. Group(1, 16, 1, 1),
        .. Group(6, 24, 2, 2),
        .. Group(6, 32, 3, 2),
        .. Group(6, 64, 4, 2),
        .. Group(6, 96, 3, 1),
        .. Group(6, 160, 3, 2),
        .. Group(6, 320, 1, 1),
    ];

    /// <summary>The multiple of 8 nearest to width * channels, at least 8 and never below 90 % of the exact product.</summary>
    public static int Scaled(int channels, double width)
    {
        var exact = channels * width;
        var rounded = Math.Max(Divisor, (int)(exact + (Divisor / 2)) / Divisor * Divisor);
        return rounded < 0.9 * exact ? rounded + Divisor : rounded;
    }

    /// <summary>Features before the pooling: 1280, more only for widths above 1.</summary>
    public static int Features(double width) => width > 1 ? Scaled(1280, width) : 1280;

    private static IEnumerable<(int Expansion, int Channels, int Stride)> Group(int expansion, int channels, int blocks, int stride) =>
        Enumerable.Range(0, blocks).Select(i => (expansion, channels, i == 0 ? stride : 1));
}
