using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>
/// The constants of a convolution with two output channels a and b in a halfword, a + 256 * b: for each pair the start values of both sums
/// and of a's, the weights (taps 0 and 2, then 1 and 3 of each four), and two factors for each channel. A word before each run of pairs
/// counts them; 0 is before a channel without a partner.
/// </summary>
/// <remarks>The sum of b is what the sum of both has above its low byte, so it has 24 bits; that of a may be any.</remarks>
internal sealed class ChannelPairs
{
    private const int TapsAtOnce = 8;
    private const int WordsOfPair = 6;
    private const int LargestOfB = 1 << 23;

    /// <summary>One channel in so many may be without a partner: it takes as long as two.</summary>
    private const int LeastPartners = 4;

    private readonly Channel[] _channels;
    private readonly int _taps;

    /// <summary>For each run the pairs in it; 0 for a single channel.</summary>
    private readonly ImmutableArray<int> _runs;

    public ChannelPairs(Tensor filter, ConvolutionConstants constants, IReadOnlyList<int> folded)
    {
        _taps = filter.Shape.ElementCount / folded.Count;
        _channels = [.. Enumerable.Range(0, folded.Count)
            .Select(c => Channel.Of(filter.Data!.Value.Slice(c * _taps, _taps), folded[c], c, constants))];
        _runs = Runs(_channels);
        var singles = _runs.Count(r => r == 0) - (_channels.Length % 2);
        var steep = Array.FindIndex(_channels, c => c.Factor.Shift is < -31 or > -2);
        WhyNot = constants.FilterOffset != 0 ? "its weights have a zero point"
            : steep >= 0 ? $"channel {steep} is scaled by a quarter or more"
            : singles * LeastPartners > _channels.Length
                ? $"{singles} of {_channels.Length} channels have no partner whose sums fit 24 bits"
            : null;
    }

    /// <summary>The first channel that does not fit and why; null when all do.</summary>
    public string? WhyNot { get; }

    public int SizeBytes => ((_runs.Sum(pairs => Math.Max(1, pairs)) * (WordsOfPair + (Filled(_taps) / 2))) + _runs.Length) * sizeof(int);

    /// <summary>Taps of a column: a multiple of eight.</summary>
    public static int Filled(int taps) => (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;

    public ReadOnlyMemory<byte> Pack()
    {
        var data = new byte[SizeBytes];
        var rest = data.AsSpan();
        var channel = 0;
        foreach (var pairs in _runs)
        {
            Write(ref rest, pairs);
            for (var pair = 0; pair < pairs; pair++, channel += 2)
                Pack(_channels[channel], _channels[channel + 1], ref rest);
            if (pairs == 0)
                Pack(_channels[channel++], Channel.None, ref rest);
        }

        return data;
    }

    private void Pack(Channel a, Channel b, ref Span<byte> rest)
    {
        unchecked
        {
            Write(ref rest, a.Start + (256 * b.Start));
            Write(ref rest, a.Start);
            for (var tap = 0; tap < Filled(_taps); tap += 4)
            {
                Write(ref rest, (ushort)Both(tap) | (Both(tap + 2) << 16));
                Write(ref rest, (ushort)Both(tap + 1) | (Both(tap + 3) << 16));
            }

            foreach (var channel in (Channel[])[a, b])
            {
                Write(ref rest, 2 * channel.Factor.MultiplierQ31);
                Write(ref rest, 1 << (32 + channel.Factor.Shift));
            }
        }

        int Both(int tap) => a.Weight(tap) + (256 * b.Weight(tap));
    }

    private static void Write(ref Span<byte> rest, int word)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, word);
        rest = rest[sizeof(int)..];
    }

    private static ImmutableArray<int> Runs(Channel[] channels)
    {
        var runs = ImmutableArray.CreateBuilder<int>();
        for (var c = 0; c < channels.Length; c++)
        {
            if (c + 1 == channels.Length || !channels[c + 1].MayBeSecond)
            {
                runs.Add(0);
                continue;
            }

            if (runs.Count > 0 && runs[^1] > 0)
                runs[^1]++;
            else
                runs.Add(1);
            c++;
        }

        return runs.ToImmutable();
    }

    /// <param name="Start">The folded bias.</param>
    /// <param name="Min">No sum is less, whatever the input.</param>
    private sealed record Channel(ReadOnlyMemory<byte> Weights, int Start, QuantizedMultiplier Factor, long Min, long Max)
    {
        /// <summary>Of a channel of one value; any that the kernel takes will do.</summary>
        private static readonly QuantizedMultiplier AnyFactor = new(1 << 30, -2);

        public static Channel None { get; } = new(ReadOnlyMemory<byte>.Empty, 0, AnyFactor, 0, 0);

        public bool MayBeSecond => Min >= -LargestOfB && Max < LargestOfB && !LittleEndian.Int8(Weights).Contains(sbyte.MinValue);

        public static Channel Of(ReadOnlyMemory<byte> weights, int start, int index, ConvolutionConstants constants)
        {
            long min = start, max = start;
            foreach (var weight in LittleEndian.Int8(weights))
            {
                min += weight * (weight > 0 ? sbyte.MinValue : sbyte.MaxValue);
                max += weight * (weight > 0 ? sbyte.MaxValue : sbyte.MinValue);
            }

            var factor = constants.Multipliers[index];
            if (factor.MultiplierQ31 == 0)
                return None;
            var channel = new Channel(weights, start, factor, min, max);
            return factor.Shift <= 0 && Result(min) is var least && least == Result(max) ? channel.OfOneValue(least, Result) : channel;

            int Result(long sum) => constants.Activation.Clamp(factor.Apply((int)sum) + constants.OutputOffset);
        }

        /// <summary>Zero where a channel has no more taps.</summary>
        public int Weight(int tap) => tap < Weights.Length ? unchecked((sbyte)Weights.Span[tap]) : 0;

        /// <summary>A channel that gives one value whatever it reads needs no weights, and often a much smaller bias.</summary>
        private Channel OfOneValue(int value, Func<long, int> result)
        {
            // The least sum in magnitude that still gives the value; results grow with sums.
            var (none, some) = (0L, (long)Start);
            if (result(0) == value)
                some = 0;
            while (Math.Abs(some - none) > 1)
            {
                var middle = none + ((some - none) / 2);
                if (result(middle) == value)
                    some = middle;
                else
                    none = middle;
            }

            return new(ReadOnlyMemory<byte>.Empty, (int)some, Factor, some, some);
        }
    }
}
