using System.Runtime.Intrinsics;

namespace MobileNetV2.CodeGen.Quantization;

/// <summary>The sums of some weights above their zero point, and below it, both positive.</summary>
internal readonly record struct WeightSums(long Above, long Below)
{
    /// <summary>Weights and such offsets add up in 16 bits, and so do their magnitudes two by two.</summary>
    private const int LargestOffset = 1 << 13;

    /// <summary>So many add up in 32 bits, four lanes for eight.</summary>
    private const int BlockLength = 1 << 16;

    public long Magnitude => Above + Below;

    /// <summary>Networks have millions of weights, so sixteen are taken at once.</summary>
    /// <param name="offset">Belongs to each weight: minus the zero point.</param>
    public static WeightSums Of(ReadOnlySpan<sbyte> weights, int offset)
    {
        var (sum, magnitude) = (0L, 0L);
        if (offset is >= -LargestOffset and <= LargestOffset)
        {
            while (weights.Length >= Vector128<sbyte>.Count)
            {
                var block = Math.Min(weights.Length - (weights.Length % Vector128<sbyte>.Count), BlockLength);
                var ofBlock = OfBlock(weights[..block], offset);
                (sum, magnitude) = (sum + ofBlock.Sum, magnitude + ofBlock.Magnitude);
                weights = weights[block..];
            }
        }

        foreach (var stored in weights)
        {
            var weight = (long)stored + offset;
            (sum, magnitude) = (sum + weight, magnitude + Math.Abs(weight));
        }

        return new((magnitude + sum) / 2, (magnitude - sum) / 2);
    }

    private static (int Sum, int Magnitude) OfBlock(ReadOnlySpan<sbyte> weights, int offset)
    {
        var offsets = Vector128.Create((short)offset);
        var (sums, magnitudes) = (Vector128<int>.Zero, Vector128<int>.Zero);
        for (; !weights.IsEmpty; weights = weights[Vector128<sbyte>.Count..])
        {
            var (lower, upper) = Vector128.Widen(Vector128.Create(weights));
            (lower, upper) = (lower + offsets, upper + offsets);
            sums = Add(sums, lower + upper);
            magnitudes = Add(magnitudes, Vector128.Abs(lower) + Vector128.Abs(upper));
        }

        return (Vector128.Sum(sums), Vector128.Sum(magnitudes));
    }

    private static Vector128<int> Add(Vector128<int> sums, Vector128<short> more)
    {
        var (lower, upper) = Vector128.Widen(more);
        return sums + lower + upper;
    }
}
