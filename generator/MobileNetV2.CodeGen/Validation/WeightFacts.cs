using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>What the rules need of filters and biases. Each tensor is looked through once, however many operators of a file share it.</summary>
internal sealed class WeightFacts
{
    private readonly Dictionary<(TensorId, bool), FilterFacts> _filters = [];
    private readonly Dictionary<TensorId, long> _biases = [];

    /// <summary>Facts of a filter that has a quantization.</summary>
    /// <param name="channelsLast">Output channels are the last dimension, as in a depthwise filter, not the first.</param>
    public FilterFacts Filter(Tensor filter, bool channelsLast)
    {
        if (!_filters.TryGetValue((filter.Id, channelsLast), out var facts))
        {
            var quantization = filter.RequiredQuantization;
            facts = new FilterFacts(quantization.Scales.Max(), quantization.ZeroPoints.FirstOrDefault(z => z != 0), LargestSum(filter, channelsLast));
            _filters.Add((filter.Id, channelsLast), facts);
        }

        return facts;
    }

    /// <summary>The largest magnitude in an int32 bias; 0 when its data is not known yet.</summary>
    public long LargestBias(Tensor bias)
    {
        if (!_biases.TryGetValue(bias.Id, out var largest))
        {
            for (var i = 0; i < bias.Data?.Length; i += sizeof(int))
                largest = Math.Max(largest, Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(bias.Data.Value.Span[i..])));
            _biases.Add(bias.Id, largest);
        }

        return largest;
    }

    /// <summary>The largest sum of weight magnitudes of any channel.</summary>
    private static long LargestSum(Tensor filter, bool channelsLast)
    {
        if (filter.Data is not { } data)
            return 0;
        var weights = MemoryMarshal.Cast<byte, sbyte>(data.Span);
        var channels = channelsLast ? filter.Shape.Channels : filter.Shape[0];
        var taps = weights.Length / channels;
        var zeroPoint = filter.RequiredQuantization.IsPerChannel ? 0 : filter.RequiredQuantization.ZeroPoint;
        var sums = new long[channels];
        for (var i = 0; i < weights.Length; i++)
            sums[channelsLast ? i % channels : i / taps] += Math.Abs(weights[i] - zeroPoint);
        return sums.Max();
    }
}
