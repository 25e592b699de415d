using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The filters of a convolution in blocks of eight outputs, whose weights stand together in pairs of taps: one instruction multiplies
/// a pair of taps with those of eight outputs, and each output's sum has a lane of its own.
/// </summary>
internal sealed class FilterBlocks
{
    private const int Lanes = ChannelFactors.Lanes;
    private readonly short[] _weights;
    private readonly int[] _bias;
    private readonly int _outputs;
    private readonly int _pairs;

    /// <param name="weights">A row of taps for each output.</param>
    public FilterBlocks(ReadOnlySpan<short> weights, ReadOnlySpan<int> bias, int outputs)
    {
        var taps = weights.Length / outputs;
        (_outputs, _pairs) = (outputs, (taps + 1) / 2);
        var blocks = (outputs + Lanes - 1) / Lanes;
        _weights = new short[checked(blocks * _pairs * 2 * Lanes)];
        _bias = new int[blocks * Lanes];
        bias.CopyTo(_bias);
        for (var o = 0; o < outputs; o++)
        {
            var (block, lane) = Math.DivRem(o, Lanes);
            for (var t = 0; t < taps; t++)
                _weights[(((((block * _pairs) + (t / 2)) * Lanes) + lane) * 2) + (t % 2)] = weights[(o * taps) + t];
        }
    }

    /// <summary>From one row of taps to the next: an even number, the last of an odd one is zero.</summary>
    public int Stride => 2 * _pairs;

    /// <summary>Multiplies rows of taps with all filters.</summary>
    /// <param name="rows">Taps, <see cref="Stride"/> for each pixel.</param>
    /// <param name="channel">The factors' channel of the first output.</param>
    /// <param name="target">Bytes of the first pixel's first output.</param>
    /// <param name="pitch">From one pixel to the next in <paramref name="target"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ReadOnlySpan<short> rows, int count, ChannelFactors factors, int channel, Span<byte> target, int pitch)
    {
        _ = rows[..(count * Stride)];
        _ = target[..(((count - 1) * pitch) + _outputs)];
        for (var block = 0; block < _bias.Length / Lanes; block++)
        {
            var at = block * Lanes;
            var width = Math.Min(Lanes, _outputs - at);
            ref var weights = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_weights), block * _pairs * 2 * Lanes);
            var bias = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_bias), (nuint)at);
            var row = 0;
            for (; row + 4 <= count; row += 4)
            {
                ref var pixels = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), row * Stride);
                var (s0, s1, s2, s3) = FourPixels(ref pixels, ref weights, bias);
                factors.Finish(s0, channel + at, target.Slice((row * pitch) + at, width));
                factors.Finish(s1, channel + at, target.Slice(((row + 1) * pitch) + at, width));
                factors.Finish(s2, channel + at, target.Slice(((row + 2) * pitch) + at, width));
                factors.Finish(s3, channel + at, target.Slice(((row + 3) * pitch) + at, width));
            }

            for (; row < count; row++)
            {
                var sums = OnePixel(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), row * Stride), ref weights, bias);
                factors.Finish(sums, channel + at, target.Slice((row * pitch) + at, width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private (Vector256<int> First, Vector256<int> Second, Vector256<int> Third, Vector256<int> Fourth) FourPixels(
        ref short pixels, ref short weights, Vector256<int> bias)
    {
        ref var a0 = ref Unsafe.As<short, int>(ref pixels);
        ref var a1 = ref Unsafe.Add(ref a0, _pairs);
        ref var a2 = ref Unsafe.Add(ref a1, _pairs);
        ref var a3 = ref Unsafe.Add(ref a2, _pairs);
        var (s0, s1, s2, s3) = (bias, bias, bias, bias);
        for (nint p = 0; p < _pairs; p++)
        {
            var w = Vector256.LoadUnsafe(ref weights, (nuint)(p * 2 * Lanes));
            s0 += Avx2.MultiplyAddAdjacent(Vector256.Create(Unsafe.Add(ref a0, p)).AsInt16(), w);
            s1 += Avx2.MultiplyAddAdjacent(Vector256.Create(Unsafe.Add(ref a1, p)).AsInt16(), w);
            s2 += Avx2.MultiplyAddAdjacent(Vector256.Create(Unsafe.Add(ref a2, p)).AsInt16(), w);
            s3 += Avx2.MultiplyAddAdjacent(Vector256.Create(Unsafe.Add(ref a3, p)).AsInt16(), w);
        }

        return (s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private Vector256<int> OnePixel(ref short pixels, ref short weights, Vector256<int> bias)
    {
        ref var a = ref Unsafe.As<short, int>(ref pixels);
        var sums = bias;
        for (nint p = 0; p < _pairs; p++)
        {
            var w = Vector256.LoadUnsafe(ref weights, (nuint)(p * 2 * Lanes));
            sums += Avx2.MultiplyAddAdjacent(Vector256.Create(Unsafe.Add(ref a, p)).AsInt16(), w);
        }

        return sums;
    }
}
