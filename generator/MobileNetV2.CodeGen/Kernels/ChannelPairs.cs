using System.Buffers.Binary;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>
/// The constants of a convolution with two output channels a and b in a halfword, a + 256 * b: for each pair the start values of both sums
/// and of a's, the weights (taps 0 and 2, then 1 and 3 of each four), and two factors for each channel. A channel without a partner is
/// wide: its weights are halfwords by themselves. A word before each run has its first channel in the upper half, and counts its pairs, or
/// minus its wide channels, in the lower. A channel may be computed twice, as both of two pairs that overlap: the later counts.
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

    /// <summary>Where not more than two channels, and one in so many, have no partner, they are paired with what is computed anyway or with
    /// nothing: half of such a pair is for nothing, but a network without wide channels does not need the code for them.</summary>
    private const int LeastPairs = 32;

    private readonly Channel[] _channels;
    private readonly int _taps;

    private readonly ImmutableArray<Run> _runs;

    public ChannelPairs(Tensor filter, ConvolutionConstants constants, IReadOnlyList<int> folded)
    {
        _taps = filter.Shape.ElementCount / folded.Count;
        _channels = [.. Enumerable.Range(0, folded.Count)
            .Select(c => Channel.Of(filter.Data!.Value.Slice(c * _taps, _taps), folded[c], c, constants))];
        _runs = WithWide(_channels);
        var singles = WideCount - (_channels.Length % 2);
        var steep = Array.FindIndex(_channels, c => c.Factor.Shift is < -31 or > -2);
        WhyNot = _channels.Length > ushort.MaxValue ? $"it has {_channels.Length} channels, more than {ushort.MaxValue}"
            : steep >= 0 ? $"channel {steep} is scaled by a quarter or more"
            : constants.FilterOffset == 0 && singles * LeastPartners > _channels.Length
                ? $"{singles} of {_channels.Length} channels have no partner whose sums fit 24 bits"
            : null;
        if (WideCount <= 2 + (_channels.Length / LeastPairs))
            _runs = WithoutWide(_channels) ?? _runs;
    }

    /// <summary>The first channel that does not fit and why; null when all do.</summary>
    public string? WhyNot { get; }

    /// <summary>Channels without a partner.</summary>
    public int WideCount => -_runs.Sum(r => Math.Min(r.Count, 0));

    public int PairCount => _runs.Sum(r => Math.Max(r.Count, 0));

    public int SizeBytes =>
        sizeof(int)
        * ((PairCount * WordsOfPair) + (WideCount * WordsOfWide) + ((PairCount + WideCount) * Filled(_taps) / 2) + _runs.Length);

    /// <summary>Taps of a column: a multiple of eight.</summary>
    public static int Filled(int taps) => (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;

    public ReadOnlyMemory<byte> Pack()
    {
        var data = new byte[SizeBytes];
        var rest = data.AsSpan();
        foreach (var run in _runs)
        {
            Write(ref rest, unchecked((run.First << 16) | (ushort)run.Count));
            for (var pair = 0; pair < run.Count; pair++)
            {
                var (a, b) = (_channels[run.First + (2 * pair)], _channels[run.First + (2 * pair) + 1]);
                PackPair(a, b.MayBeSecond ? b : Channel.None, ref rest);
            }

            for (var wide = 0; wide < -run.Count; wide++)
                PackWide(_channels[run.First + wide], ref rest);
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

    private static ImmutableArray<Run> WithWide(Channel[] channels)
    {
        var runs = new List<Run>();
        for (var c = 0; c < channels.Length;)
        {
            var isPair = MayBePair(channels, c);
            Add(runs, c, isPair);
            c += isPair ? 2 : 1;
        }

        return [.. runs];
    }

    /// <returns>Null when a channel must be wide.</returns>
    private static ImmutableArray<Run>? WithoutWide(Channel[] channels)
    {
        var runs = new List<Run>();
        for (var c = 0; c < channels.Length;)
        {
            if (MayBePair(channels, c))
            {
                Add(runs, c, isPair: true);
                c += 2;
                continue;
            }

            // With nothing, in the place of the next channel, which is computed later; or again with the one before.
            if (c + 1 < channels.Length && channels[c].MayBeFirst)
                Add(runs, c, isPair: true);
            else if (c > 0 && MayBePair(channels, c - 1))
                Add(runs, c - 1, isPair: true);
            else
                return null;
            c++;
        }

        return [.. runs];
    }

    private static bool MayBePair(Channel[] channels, int first) =>
        first + 1 < channels.Length && channels[first].MayBeFirst && channels[first + 1].MayBeSecond;

    private static void Add(List<Run> runs, int first, bool isPair)
    {
        var count = isPair ? 1 : -1;
        if (runs is [.., var last] && Math.Sign(last.Count) == count && last.End == first)
            runs[^1] = last with { Count = last.Count + count };
        else
            runs.Add(new Run(first, count));
    }

    /// <param name="First">Channel.</param>
    /// <param name="Count">Of pairs, or minus that of wide channels.</param>
    private readonly record struct Run(int First, int Count)
    {
        public int End => First + (Count > 0 ? 2 * Count : -Count);
    }

    /// <param name="FilterOffset">Belongs to each weight.</param>
    /// <param name="Start">The folded bias.</param>
    /// <param name="Min">No sum is less, whatever the input.</param>
    private sealed record Channel(
        ReadOnlyMemory<byte> Weights, int FilterOffset, int Start, QuantizedMultiplier Factor, long Min, long Max)
    {
        /// <summary>Of a channel of one value; any that the kernel takes will do.</summary>
        private static readonly QuantizedMultiplier AnyFactor = new(1 << 30, -2);

        public static readonly Channel None = new(ReadOnlyMemory<byte>.Empty, 0, 0, AnyFactor, 0, 0);

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
