using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels.Int4;

/// <summary>Weights of -8 to 7, two to a byte, in runs that each begin a byte.</summary>
internal static class NibbleWeights
{
    private const int Least = -8;
    private const int Most = 7;

    public static bool Fit(Tensor filter) => !LittleEndian.Int8(filter.Data!.Value).ContainsAnyExceptInRange((sbyte)Least, (sbyte)Most);

    /// <param name="run">Weights of a run, of which the filter has a whole number.</param>
    public static ConstantRecipe Recipe(Tensor filter, int run)
    {
        var runBytes = (run + 1) / 2;
        var size = filter.Shape.ElementCount / run * runBytes;
        return new ConstantRecipe(
            "filter",
            $"{filter.Shape}, two weights to a byte; {filter.Name}",
            ElementType.UInt8,
            size,
            () => Packed(filter.Data!.Value.Span, run, size));
    }

    private static byte[] Packed(ReadOnlySpan<byte> weights, int run, int size)
    {
        var packed = new byte[size];
        var runBytes = (run + 1) / 2;
        for (var i = 0; i < weights.Length; i++)
        {
            var (row, column) = Math.DivRem(i, run);
            packed[(row * runBytes) + (column / 2)] |= (byte)((weights[i] & 15) << (column % 2 * 4));
        }

        return packed;
    }
}
