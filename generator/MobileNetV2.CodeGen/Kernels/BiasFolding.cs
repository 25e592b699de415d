using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Moves the input's zero point out of inner loops: bias + InputOffset * sum of (weight + FilterOffset),
/// for each output channel.</summary>
/// <remarks>Wraps around at 2^32 as the kernels' accumulators do, so the sum of both is exact whenever the reference's is.</remarks>
internal static class BiasFolding
{
    /// <param name="channels">Output channels.</param>
    /// <param name="channelsAreLast">Weights are [taps][channels] (depthwise) rather than [channels][taps].</param>
    public static ImmutableArray<int> Fold(Tensor filter, Tensor? bias, ConvolutionConstants constants, int channels, bool channelsAreLast)
    {
        var weights = LittleEndian.Int8(filter.Data!.Value);
        var taps = weights.Length / channels;
        var (channelStride, tapStride) = channelsAreLast ? (1, channels) : (taps, 1);
        var folded = ImmutableArray.CreateBuilder<int>(channels);
        for (var c = 0; c < channels; c++)
        {
            var sum = taps * constants.FilterOffset;
            for (var (at, left) = (c * channelStride, taps); left > 0; at += tapStride, left--)
                sum += weights[at];
            unchecked
            {
                folded.Add(
                    (int)(uint)((bias is null ? 0L : LittleEndian.Int32At(bias.Data!.Value, c)) + ((long)constants.InputOffset * sum)));
            }
        }

        return folded.MoveToImmutable();
    }
}
