using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>A layer with weights whose scales and biases were fitted to a target, and its values for the calibration samples.</summary>
/// <remarks>This is what batch normalisation folded into a trained layer leaves behind.</remarks>
internal sealed record CalibratedLayer(
    sbyte[] Weights, float[] WeightScales, int[] Biases, float[] BiasScales, QuantizationParameters Output, CalibrationBatch Values)
{
    public ReadOnlyMemory<byte> FilterBytes => MemoryMarshal.AsBytes(Weights.AsSpan()).ToArray();

    public ReadOnlyMemory<byte> BiasBytes
    {
        get
        {
            var bytes = new byte[Biases.Length * sizeof(int)];
            for (var c = 0; c < Biases.Length; c++)
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(c * sizeof(int)), Biases[c]);
            return bytes;
        }
    }

    public QuantizationParameters BiasQuantization => Symmetric(BiasScales, 0);

    public QuantizationParameters FilterQuantization(int axis) => Symmetric(WeightScales, axis);

    /// <param name="sums">Accumulators of <paramref name="weights"/> without bias; the biases are added in place.</param>
    /// <param name="perChannel">Otherwise all channels share one weight scale, fitted to the whole layer.</param>
    public static CalibratedLayer Fit(
        DeterministicRandom random, sbyte[] weights, CalibrationBatch sums, float inputScale, bool perChannel, Activation activation,
        LayerTarget target)
    {
        var channels = sums.Channels;
        var statistics = ChannelStatistics.Of(sums);
        var weightScales = new float[perChannel ? channels : 1];
        var biasScales = new float[weightScales.Length];
        for (var c = 0; c < weightScales.Length; c++)
        {
            var wanted = random.NextDouble(target.DeviationMin, target.DeviationMax);
            var seen = perChannel && !target.Pooled ? statistics.Deviations[c] : statistics.PooledDeviation;
            weightScales[c] = (float)(wanted / (seen * inputScale));
            biasScales[c] = inputScale * weightScales[c];
        }

        var biases = new int[channels];
        for (var c = 0; c < channels; c++)
        {
            var wanted = random.NextDouble(target.MeanMin, target.MeanMax) / ScaleOf(c) - statistics.Means[c];
            biases[c] = (int)Math.Clamp(Math.Floor(wanted + 0.5), -(1 << 30), 1 << 30);
        }

        for (var i = 0; i < sums.Values.Length; i++)
            sums.Values[i] += biases[i % channels];
        var (values, output) = OutputQuantization.Choose(sums, activation, i => sums.Values[i] * (double)ScaleOf(i % channels));
        return new CalibratedLayer(weights, weightScales, biases, biasScales, output, values);

        float ScaleOf(int channel) => biasScales[perChannel ? channel : 0];
    }

    private static QuantizationParameters Symmetric(float[] scales, int axis) => new([.. scales], [.. new int[scales.Length]], axis);
}
