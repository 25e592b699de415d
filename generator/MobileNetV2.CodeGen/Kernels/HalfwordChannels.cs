using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>
/// The constants of a convolution whose pixels share words, for each channel: the sum of words and the sum of the upper pixel before the
/// first tap, the weights as bytes from 0 on, the multiplier, the shift with the number of corrections, and these.
/// </summary>
/// <remarks>Four products of a pixel must fit 16 bits. Where weights are too large for that, the largest of the four are corrections:
/// the byte stands for zero, and the weight comes once more with the place of its tap.</remarks>
internal sealed class HalfwordChannels
{
    public const int TapsAtOnce = 4;
    private const int WordsBesideWeights = 4;
    private const long LargestSum = 1 << 30;

    /// <summary>What four taps add to the lower half, so that it is never negative.</summary>
    private const uint Bias = 0x8000;

    private readonly FilterWeights _weights;
    private readonly int _taps;

    /// <summary>In the order of channels and taps.</summary>
    private readonly ImmutableArray<(int Channel, int Tap)> _corrections;

    /// <param name="weights">[channels][taps].</param>
    public HalfwordChannels(FilterWeights weights)
    {
        _weights = weights;
        _taps = weights.Filter.Shape.ElementCount / weights.Channels;
        WhyNot = Enumerable.Range(0, weights.Channels).Select(WhyNotChannel).FirstOrDefault(w => w is not null);
        _corrections = WhyNot is null ? [.. Enumerable.Range(0, weights.Channels).SelectMany(CorrectionsOf)] : [];
    }

    /// <summary>The first channel that does not fit and why; null when all do.</summary>
    public string? WhyNot { get; }

    public int Corrections => _corrections.Length;

    public int Words => (_weights.Channels * (WordsBesideWeights + (Filled(_taps) / TapsAtOnce))) + Corrections;

    /// <summary>Taps of columns: a multiple of four.</summary>
    public static int Filled(int taps) => (taps + TapsAtOnce - 1) / TapsAtOnce * TapsAtOnce;

    public ReadOnlyMemory<byte> Pack()
    {
        var data = new byte[Words * sizeof(int)];
        var rest = data.AsSpan();
        var corrections = _corrections.AsSpan();
        for (var channel = 0; channel < _weights.Channels; channel++)
        {
            var count = 0;
            while (count < corrections.Length && corrections[count].Channel == channel)
                count++;
            Pack(channel, corrections[..count], ref rest);
            corrections = corrections[count..];
        }

        return data;
    }

    private void Pack(int channel, ReadOnlySpan<(int Channel, int Tap)> corrections, ref Span<byte> rest)
    {
        var factor = _weights.Constants.Multipliers[channel];
        var isDead = factor.MultiplierQ31 == 0;
        var (start, filled) = (isDead ? 0 : _weights.Folded[channel], Filled(_taps));
        unchecked
        {
            Write(ref rest, (int)(((uint)start * 0x10001) - ((uint)filled / TapsAtOnce * Bias)));
            Write(ref rest, start);
            var zero = sbyte.MaxValue + 1 - _weights.Constants.FilterOffset;
            for (var tap = 0; tap < filled; tap++)
                rest[tap] = (byte)(zero + (tap < _taps && !isDead ? Weight(channel, tap) : 0));
            foreach (var (_, tap) in corrections)
                rest[tap] = (byte)zero;
            rest = rest[filled..];
            Write(ref rest, isDead ? 1 << 30 : factor.MultiplierQ31);
            Write(ref rest, (isDead ? 1 : -factor.Shift) | (corrections.Length << 16));
            foreach (var (_, tap) in corrections)
                Write(ref rest, (ushort)Weight(channel, tap) | (PlaceOf(tap) << 16));
        }
    }

    /// <summary>In bytes: before each four taps there is a word with which their sum begins.</summary>
    private static int PlaceOf(int tap) => ((tap / TapsAtOnce * (TapsAtOnce + 1)) + 1 + (tap % TapsAtOnce)) * sizeof(int);

    private static void Write(ref Span<byte> rest, int word)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, word);
        rest = rest[sizeof(int)..];
    }

    private int Weight(int channel, int tap) =>
        unchecked((sbyte)_weights.Filter.Data!.Value.Span[(channel * _taps) + tap]) + _weights.Constants.FilterOffset;

    /// <summary>What inputs of -128 to 127 add at the least and at the most.</summary>
    private static (int Min, int Max) Reach(int weight) => weight > 0
        ? (weight * sbyte.MinValue, weight * sbyte.MaxValue)
        : (weight * sbyte.MaxValue, weight * sbyte.MinValue);

    private string? WhyNotChannel(int channel)
    {
        var factor = _weights.Constants.Multipliers[channel];
        if (factor.MultiplierQ31 == 0)
            return null;
        if (factor.Shift is < -31 or > -1)
            return $"channel {channel} is scaled by a half or more";
        long min = _weights.Folded[channel], max = min;
        for (var tap = 0; tap < _taps; tap++)
        {
            var reach = Reach(Weight(channel, tap));
            (min, max) = (min + reach.Min, max + reach.Max);
        }

        return min <= -LargestSum || max >= LargestSum ? $"sums of channel {channel} may need more than 31 bits" : null;
    }

    private IEnumerable<(int Channel, int Tap)> CorrectionsOf(int channel)
    {
        if (_weights.Constants.Multipliers[channel].MultiplierQ31 == 0)
            yield break;
        for (var first = 0; first < _taps; first += TapsAtOnce)
        {
            var kept = Enumerable.Range(first, Math.Min(TapsAtOnce, _taps - first)).ToList();
            while (!Fits(kept.Select(t => Reach(Weight(channel, t)))))
            {
                var largest = kept.MaxBy(t => Math.Abs(Weight(channel, t)));
                kept.Remove(largest);
                yield return (channel, largest);
            }
        }
    }

    private static bool Fits(IEnumerable<(int Min, int Max)> reaches)
    {
        var (min, max) = (0, 0);
        foreach (var reach in reaches)
            (min, max) = (min + reach.Min, max + reach.Max);
        return min >= short.MinValue && max <= short.MaxValue;
    }
}
