using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.CmsisNn;

/// <summary>Where the library's sums of products of 16-bit values and 8-bit weights have the reference's bits.</summary>
internal static class WideSums
{
    /// <summary>Builds of the library add up to 512 products in 32 bits, whose lowest input is -32768.</summary>
    private const long LargestWeights = ushort.MaxValue;

    private const int LowestInput = 1 << 15;

    /// <summary>Products that the library adds in 32 bits; some builds read elsewhere when there are more.</summary>
    private const int LongestSum = 512;

    /// <summary>The library keeps a sum times a 15-bit factor in 32 bits before its last shift, and scales sums of 64 bits only.</summary>
    public static bool Fit(KernelQuestion question, FilterOperator op, ConvolutionConstants constants, int channels, bool channelsAreLast)
    {
        if (question[op.Filter].Data is not { } data || WideRequantization.SumBits(question.Tensors, op) != sizeof(long) * 8)
            return false;
        var weights = LittleEndian.Int8(data);
        var taps = weights.Length / channels;
        if (taps > LongestSum)
            return false;
        var (channelStride, tapStride) = channelsAreLast ? (1, channels) : (taps, 1);
        var biases = op.Bias is { } bias ? MemoryMarshal.Cast<byte, long>(question[bias].Data!.Value.Span) : [];
        for (var c = 0; c < channels; c++)
        {
            long sum = 0;
            for (var (at, left) = (c * channelStride, taps); left > 0; at += tapStride, left--)
                sum += Math.Abs((int)weights[at]);
            var factor = constants.Multipliers[c];
            var reach = (sum * LowestInput) + (biases.IsEmpty ? 0 : long.Abs(biases[c]));
            if (sum > LargestWeights || factor.Shift is < -31 or > 7 || reach >= 1L << (30 - factor.Shift))
                return false;
        }

        return true;
    }
}
