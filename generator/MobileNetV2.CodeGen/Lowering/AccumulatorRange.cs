using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>What the weights prove about the accumulators of a convolution, whatever the input.</summary>
internal static class AccumulatorRange
{
    /// <summary><c>mnv2_scale_down</c> doubles accumulators and shifts right in two parts.</summary>
    private const long Limit = 1 << 30;

    /// <summary>True when every accumulator stays below 2^30 in magnitude and every channel is scaled by less than a half.</summary>
    /// <param name="channelsAreLast">Weights are [taps][channels] rather than [channels][taps].</param>
    public static bool AllowsScaleDown(Tensor filter, Tensor? bias, ConvolutionConstants constants, int channels, bool channelsAreLast)
    {
        if (constants.Multipliers.Any(m => m.Shift is > -1 or < -31))
            return false;
        var weights = LittleEndian.Int8(filter.Data!.Value);
        var taps = weights.Length / channels;
        var (channelStride, tapStride) = channelsAreLast ? (1, channels) : (taps, 1);
        // Inputs are -128 to 127.
        var largestInput = Math.Max(Math.Abs(127 + constants.InputOffset), Math.Abs(-128 + constants.InputOffset));
        for (var c = 0; c < channels; c++)
        {
            long sum = 0;
            for (var t = 0; t < taps; t++)
                sum += Math.Abs(weights[(c * channelStride) + (t * tapStride)] + constants.FilterOffset);
            var biasSize = bias is null ? 0 : Math.Abs((long)LittleEndian.Int32At(bias.Data!.Value, c));
            if (biasSize + (sum * largestInput) >= Limit)
                return false;
        }

        return true;
    }
}
