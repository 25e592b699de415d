using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How sums of eight neighbouring channels become bytes: <see cref="Requantization"/>, eight at a time.</summary>
internal sealed class ChannelFactors
{
    public const int Lanes = 8;

    private readonly int[] _multipliers;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly Vector256<int> _offset;
    private readonly Vector256<int> _least;
    private readonly Vector256<int> _most;

    /// <param name="factors">One for each channel; behind the last there may be sums without a meaning.</param>
    public ChannelFactors(ReadOnlySpan<QuantizedMultiplier> factors, int outputOffset, ActivationRange range)
    {
        var padded = (factors.Length + Lanes - 1) / Lanes * Lanes;
        (_multipliers, _left, _right) = (new int[padded], new int[padded], new int[padded]);
        for (var c = 0; c < factors.Length; c++)
        {
            _multipliers[c] = factors[c].MultiplierQ31;
            _left[c] = Math.Max(factors[c].Shift, 0);
            _right[c] = Math.Max(-factors[c].Shift, 0);
        }

        _offset = Vector256.Create(outputOffset);
        _least = Vector256.Create(range.Min);
        _most = Vector256.Create(range.Max);
    }

    /// <summary>The bytes of the channels from <paramref name="channel"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public Vector128<byte> Finish(Vector256<int> sums, int channel)
    {
        var multiplier = At(_multipliers, channel);
        var right = At(_right, channel);
        var x = Avx2.ShiftLeftLogicalVariable(sums, At(_left, channel).AsUInt32());

        // The doubled product, rounded: with a multiplier that is not negative, half away from zero is what adding 2^30 and shifting gives.
        var half = Vector256.Create(1L << 30);
        var even = (Avx2.Multiply(x, multiplier) + half) >>> 31;
        var odd = (Avx2.Multiply((x.AsInt64() >>> 32).AsInt32(), (multiplier.AsInt64() >>> 32).AsInt32()) + half) << 1;
        x = Avx2.Blend(even.AsInt32(), odd.AsInt32(), 0b10101010);

        var mask = Avx2.ShiftLeftLogicalVariable(Vector256<int>.One, right.AsUInt32()) - Vector256<int>.One;
        var threshold = (mask >> 1) - (x >> 31);
        x = Avx2.ShiftRightArithmeticVariable(x, right.AsUInt32()) - Vector256.GreaterThan(x & mask, threshold);

        x = Vector256.Max(Vector256.Min(x + _offset, _most), _least);
        var narrow = Vector128.Narrow(x.GetLower(), x.GetUpper());
        return Vector128.Narrow(narrow, narrow).AsByte();
    }

    /// <summary>Writes the bytes of as many channels as there is room for, at most eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public void Finish(Vector256<int> sums, int channel, Span<byte> target)
    {
        var bytes = Finish(sums, channel);
        if (target.Length >= Lanes)
        {
            Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(target), bytes.AsUInt64().ToScalar());
            return;
        }

        for (var i = 0; i < target.Length; i++)
            target[i] = bytes.GetElement(i);
    }

    private static Vector256<int> At(int[] values, int channel) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)channel);
}
