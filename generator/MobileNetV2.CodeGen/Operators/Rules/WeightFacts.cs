using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What the rules need of filters and biases. Each tensor is looked through once,
/// however many operators of a file share it.</summary>
internal sealed class WeightFacts
{
    private readonly Dictionary<(TensorId, int), FilterFacts> _filters = [];
    private readonly Dictionary<TensorId, long> _biases = [];

    /// <summary>Facts of a filter that has a quantization.</summary>
    /// <param name="channelAxis">The dimension of output channels: the first one, or the last one, as in a depthwise filter.</param>
    public FilterFacts Filter(Tensor filter, int channelAxis)
    {
        if (!_filters.TryGetValue((filter.Id, channelAxis), out var facts))
        {
            var quantization = filter.RequiredQuantization;
            facts = new FilterFacts(
                quantization.Scales.Max(), quantization.ZeroPoints.FirstOrDefault(z => z != 0), LargestSum(filter, channelAxis));
            _filters.Add((filter.Id, channelAxis), facts);
        }

        return facts;
    }

    /// <summary>The largest magnitude in a bias; 0 when its data is not known yet.</summary>
    public long LargestBias(Tensor bias)
    {
        if (!_biases.TryGetValue(bias.Id, out var largest))
        {
            var bytes = bias.Data is { } data ? data.Span : default;
            for (; !bytes.IsEmpty; bytes = bytes[bias.Type.SizeBytes()..])
                largest = Math.Max(largest, Magnitude(bytes, bias.Type));
            _biases.Add(bias.Id, largest);
        }

        return largest;
    }

    private static long Magnitude(ReadOnlySpan<byte> element, ElementType type)
    {
        var value = type == ElementType.Int64
            ? BinaryPrimitives.ReadInt64LittleEndian(element)
            : BinaryPrimitives.ReadInt32LittleEndian(element);
        return value == long.MinValue ? long.MaxValue : Math.Abs(value);
    }

    /// <summary>The largest sum of weight magnitudes of any channel.</summary>
    private static long LargestSum(Tensor filter, int channelAxis)
    {
        if (filter.Data is not { } data)
            return 0;
        var weights = MemoryMarshal.Cast<byte, sbyte>(data.Span);
        var channelsLast = channelAxis == filter.Shape.Rank - 1;
        var channels = filter.Shape[channelAxis];
        var taps = weights.Length / channels;
        var zeroPoint = filter.RequiredQuantization.IsPerChannel ? 0 : filter.RequiredQuantization.ZeroPoint;
        var sums = new long[channels];
        if (channelsLast)
        {
            for (var i = 0; i < weights.Length; i++)
                sums[i % channels] += Math.Abs(weights[i] - zeroPoint);
            return sums.Max();
        }

        for (var c = 0; c < channels; c++)
        {
            sums[c] = WeightSums.Of(weights.Slice(c * taps, taps), -zeroPoint).Magnitude;
        }

        return sums.Max();
    }
}
