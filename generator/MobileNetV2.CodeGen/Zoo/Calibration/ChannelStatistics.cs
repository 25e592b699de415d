namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Mean and standard deviation of accumulators, channel by channel and over the whole layer.</summary>
internal sealed record ChannelStatistics(double[] Means, double[] Deviations, double PooledDeviation)
{
    /// <summary>Below so many pixels a channel's own deviation says little, and the layer's is taken.</summary>
    private const int FewPixels = 32;

    public static ChannelStatistics Of(CalibrationBatch accumulators)
    {
        var channels = accumulators.Channels;
        var sums = new double[channels];
        var squares = new double[channels];
        var values = accumulators.Values;
        for (var i = 0; i < values.Length; i += channels)
        {
            for (var c = 0; c < channels; c++)
            {
                double value = values[i + c];
                sums[c] += value;
                squares[c] += value * value;
            }
        }

        var count = accumulators.Pixels;
        var variances = new double[channels];
        for (var c = 0; c < channels; c++)
        {
            sums[c] /= count;
            variances[c] = Math.Max(0, (squares[c] / count) - (sums[c] * sums[c]));
        }

        var pooled = Math.Max(1, Math.Sqrt(variances.Sum() / channels));
        var deviations = Array.ConvertAll(variances, v => count < FewPixels ? pooled : Math.Max(Math.Sqrt(v), pooled / 4));
        return new ChannelStatistics(sums, deviations, pooled);
    }
}
