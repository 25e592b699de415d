namespace MobileNetV2.CodeGen.Operators;

/// <summary>BT.601 from luma and differences of colour to red, green and blue, in 65536ths.</summary>
/// <param name="Black">The luma of black.</param>
internal sealed record YuvFactors(int Black, int Luma, int RedV, int GreenU, int GreenV, int BlueU)
{
    /// <summary>0 to 255, as in JPEG: 1; 1.402, 0.344136, 0.714136, 1.772.</summary>
    public static YuvFactors Full { get; } = new(0, 65536, 91881, 22554, 46802, 116130);

    /// <summary>Luma from 16 to 235, the others from 16 to 240: 255/219; 1.402, 0.344136, 0.714136 and 1.772 times 255/224.</summary>
    public static YuvFactors Limited { get; } = new(16, 76309, 104597, 25675, 53279, 132201);

    public static YuvFactors Of(bool isLimitedRange) => isLimitedRange ? Limited : Full;
}
