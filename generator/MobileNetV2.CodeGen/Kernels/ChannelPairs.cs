using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>
/// The constants of a convolution with two output channels a and b in a halfword, a + 256 * b: for each pair the start values of both sums
/// and of a's, the weights (taps 0 and 2, then 1 and 3 of each four), and two factors for each channel. A channel without a partner is
/// wide: its weights are halfwords by themselves. A word before each run counts its pairs, or minus its wide channels.
/// </summary>
/// <remarks>
/// The sum of b is what the sum of both has above its low byte, so it has 24 bits; that of a may be any. Weights are taken less their zero
/// point: where that is more than a byte, which it is in few channels of networks of uint8, a channel is wide.
/// </remarks>
internal sealed class ChannelPairs
{
    private const int TapsAtOnce = 8;
    private const int WordsOfPair = 6;
    private const int WordsOfWide = 3;
    private const int LargestOfB = 1 << 23;

    /// <summary>One channel in so many may be without a partner: its weights take twice the bytes. With a zero point any may be,
    /// because there is no other kernel that is fast.</summary>
    private const int LeastPartners = 4;

    private readonly Channel[] _channels;
    private readonly int _taps;

    /// <summary>For each run the pairs in it, or minus the wide channels.</summary>
    private readonly ImmutableArray<int> _runs;

    public ChannelPairs(Tensor filter, ConvolutionConstants constants, IReadOnlyList<int> folded)
    {
        _taps = filter.Shape.ElementCount / folded.Count;
        _channels = [.. Enumerable.Range(0, folded.Count)
            .Select(c => Channel.Of(filter.Data!.Value.Slice(c * _taps, _taps), folded[c], c, constants))];
        _runs = Runs(_channels);
        WideCount = -_runs.Where(r => r < 0).Sum();
        var singles = WideCount - (_channels.Length % 2);
        var steep = Array.FindIndex(_channels, c => c.Factor.Shift is < -31 or > -2);
        WhyNot = steep >= 0 ? $"channel {steep} is scaled by a quarter or more"
            : constants.FilterOffset == 0 && singles * LeastPartners > _channels.Length
                ? $"{singles} of {_channels.Length} channels have no partner whose sums fit 24 bits"
            : null;
    }

    /// <summary>The first channel that does not fit and why; null when all do.</summary>
    public string? WhyNot { get; }

    /// <summary>Channels without a partner.</summary>
    public int WideCount { get; }

    public int PairCount => (_channels.Length - WideCount) / 2;

    public int SizeBytes =>
        sizeof(int)
        * ((PairCount * WordsOfPair) + (WideCount * WordsOfWide) + ((PairCount + WideCount) * Filled(_taps) / 2) + _runs.Length);

    /// <summary>Taps of a column: a multiple of eight.</summary>
    public static int Filled(int taps) => (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;

    public ReadOnlyMemory<byte> Pack()
    {
        var data = new byte[SizeBytes];
        var rest = data.AsSpan();
        var channel = 0;
        foreach (var run in _runs)
        {
            Write(ref rest, run);
            for (var pair = 0; pair < run; pair++, channel += 2)
                PackPair(_channels[channel], _channels[channel + 1], ref rest);
            for (var wide = 0; wide > run; wide--, channel++)
                PackWide(_channels[channel], ref rest);
        }

        return data;
    }

    private void PackPair(Channel a, Channel b, ref Span<byte> rest)
    {
        Write(ref rest, unchecked(a.Start + (256 * b.Start)));
        Write(ref rest, a.Start);
        PackWeights(tap => a.Weight(tap) + (256 * b.Weight(tap)), ref rest);
        PackFactors(a, ref rest);
        PackFactors(b, ref rest);
    }

    private void PackWide(Channel channel, ref Span<byte> rest)
    {
        Write(ref rest, channel.Start);
        PackWeights(channel.Weight, ref rest);
        PackFactors(channel, ref rest);
    }

    private void PackWeights(Func<int, int> halfword, ref Span<byte> rest)
    {
        for (var tap = 0; tap < Filled(_taps); tap += 4)
        {
            Write(ref rest, unchecked((ushort)halfword(tap) | (halfword(tap + 2) << 16)));
            Write(ref rest, unchecked((ushort)halfword(tap + 1) | (halfword(tap + 3) << 16)));
        }
    }

    private static void PackFactors(Channel channel, ref Span<byte> rest)
    {
        Write(ref rest, unchecked(2 * channel.Factor.MultiplierQ31));
        Write(ref rest, 1 << (32 + channel.Factor.Shift));
    }

    private static void Write(ref Span<byte> rest, int word)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, word);
        rest = rest[sizeof(int)..];
    }

    private static ImmutableArray<int> Runs(Channel[] channels)
    {
        var runs = ImmutableArray.CreateBuilder<int>();
        for (var c = 0; c < channels.Length;)
        {
            var step = c + 1 < channels.Length && channels[c].MayBeFirst && channels[c + 1].MayBeSecond ? 1 : -1;
            if (runs.Count > 0 && Math.Sign(runs[^1]) == step)
                runs[^1] += step;
            else
                runs.Add(step);
            c += step > 0 ? 2 : 1;
        }

        return runs.ToImmutable();
    }

    /// <param name="FilterOffset">Belongs to each weight.</param>
    /// <param name="Start">The folded bias.</param>
    /// <param name="Min">No sum is less, whatever the input.</param>
    private sealed record Channel(
        ReadOnlyMemory<byte> Weights, int FilterOffset, int Start, QuantizedMultiplier Factor, long Min, long Max)
    {
        /// <summary>Of a channel of one value; any that the kernel takes will do.</summary>
        private static readonly QuantizedMultiplier AnyFactor = new(1 << 30, -2);

        private static readonly Channel None = new(ReadOnlyMemory<byte>.Empty, 0, 0, AnyFactor, 0, 0);

        public bool MayBeFirst { get; } = HasWeightsWithin(Weights, FilterOffset, sbyte.MinValue);

        public bool MayBeSecond { get; } =
            Min >= -LargestOfB && Max < LargestOfB && HasWeightsWithin(Weights, FilterOffset, -sbyte.MaxValue);

        public static Channel Of(ReadOnlyMemory<byte> weights, int start, int index, ConvolutionConstants constants)
        {
            var sums = WeightSums.Of(LittleEndian.Int8(weights), constants.FilterOffset);
            var min = start + (sums.Above * sbyte.MinValue) - (sums.Below * sbyte.MaxValue);
            var max = start + (sums.Above * sbyte.MaxValue) - (sums.Below * sbyte.MinValue);
            var factor = constants.Multipliers[index];
            if (factor.MultiplierQ31 == 0)
                return None;
            var channel = new Channel(weights, constants.FilterOffset, start, factor, min, max);
            return factor.Shift <= 0 && Result(min) is var least && least == Result(max) ? channel.OfOneValue(least, Result) : channel;

            int Result(long sum) => constants.Activation.Clamp(factor.Apply((int)sum) + constants.OutputOffset);
        }

        /// <summary>Zero where a channel has no more taps.</summary>
        public int Weight(int tap) => tap < Weights.Length ? unchecked((sbyte)Weights.Span[tap]) + FilterOffset : 0;

        private static bool HasWeightsWithin(ReadOnlyMemory<byte> weights, int offset, int least) =>
            !LittleEndian.Int8(weights).ContainsAnyExceptInRange(
                (sbyte)Math.Max(least - offset, sbyte.MinValue), (sbyte)Math.Min(sbyte.MaxValue - offset, sbyte.MaxValue));

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

            return new(ReadOnlyMemory<byte>.Empty, 0, (int)some, Factor, some, some);
        }
    }
}
