using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>What the weights prove about the accumulators of a convolution, whatever the input.</summary>
internal static class AccumulatorRange
{
    /// <summary>Kernels double accumulators, shift right in two parts, and add the zero point in 32 bits.</summary>
    private const long Limit = 1 << 30;

    /// <summary>True when every accumulator stays below 2^30 in magnitude and every channel is scaled by less than a half.</summary>
    /// <inheritdoc cref="IsSmall" path="/param"/>
    public static bool AllowsScaleDown(Tensor filter, Tensor? bias, ConvolutionConstants constants, int channels, bool channelsAreLast) =>
        constants.Multipliers.All(m => m.Shift is >= -31 and <= -1) && IsSmall(filter, bias, constants, channels, channelsAreLast);

    /// <summary>True when every accumulator stays below 2^30 in magnitude, also after a shift to the left.</summary>
    /// <param name="channelsAreLast">Weights are [taps][channels] rather than [channels][taps].</param>
    public static bool IsSmall(Tensor filter, Tensor? bias, ConvolutionConstants constants, int channels, bool channelsAreLast)
    {
        var weights = LittleEndian.Int8(filter.Data!.Value);
        var taps = weights.Length / channels;
        // Inputs are -128 to 127.
        var largestInput = Math.Max(Math.Abs(127 + constants.InputOffset), Math.Abs(-128 + constants.InputOffset));
        for (var c = 0; c < channels; c++)
        {
            long sum = 0;
            if (channelsAreLast)
            {
                for (var tap = 0; tap < taps; tap++)
                    sum += Math.Abs(weights[(tap * channels) + c] + constants.FilterOffset);
            }
            else
            {
                sum = WeightSums.Of(weights.Slice(c * taps, taps), constants.FilterOffset).Magnitude;
            }

            var biasSize = bias is null ? 0 : Math.Abs((long)LittleEndian.Int32At(bias.Data!.Value, c));
            if (biasSize + (sum * largestInput) >= Limit >> Math.Max(0, constants.Multipliers[c].Shift))
                return false;
        }

        return true;
    }
}
