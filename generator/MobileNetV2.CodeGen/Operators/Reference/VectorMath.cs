using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The two inner loops of convolutions, as wide as the machine allows. Sums wrap as in C, so their order does not matter.
/// </summary>
/// <remarks>Compiled at once with full optimisation: most processes run a network only a few times.</remarks>
internal static class VectorMath
{
    /// <summary>Sum of a[i] * b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Dot(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        unchecked
        {
            var (sum, i) = Avx2.IsSupported ? DotOfPairs(a, b) : DotOfWidened(a, b);
            for (; i < a.Length; i++)
                sum += a[i] * b[i];
            return sum;
        }
    }

    /// <summary>sums[r] += the sum of a[i] * rows[r * stride + i], for every r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(ReadOnlySpan<short> a, ReadOnlySpan<short> rows, int stride, Span<int> sums)
    {
        unchecked
        {
            var r = 0;
            if (Avx2.IsSupported && !sums.IsEmpty)
            {
                _ = rows[((sums.Length - 1) * stride)..][..a.Length];
                for (; r <= sums.Length - 4; r += 4)
                    FourProducts(a, ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), r * stride), stride, sums.Slice(r, 4));
            }

            for (; r < sums.Length; r++)
                sums[r] += Dot(a, rows.Slice(r * stride, a.Length));
        }
    }

    /// <summary>sums[i] += a[i] * b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(ReadOnlySpan<short> a, ReadOnlySpan<short> b, Span<int> sums)
    {
        unchecked
        {
            var i = 0;
            for (; i <= a.Length - Vector<short>.Count; i += Vector<short>.Count)
            {
                Vector.Widen(new Vector<short>(a[i..]), out var aLow, out var aHigh);
                Vector.Widen(new Vector<short>(b[i..]), out var bLow, out var bHigh);
                var low = sums[i..];
                var high = sums[(i + Vector<int>.Count)..];
                ((aLow * bLow) + new Vector<int>(low)).CopyTo(low);
                ((aHigh * bHigh) + new Vector<int>(high)).CopyTo(high);
            }

            for (; i < a.Length; i++)
                sums[i] += a[i] * b[i];
        }
    }

    /// <summary>Four rows at once: each part of <paramref name="a"/> is loaded once, and the four sums are added up together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourProducts(ReadOnlySpan<short> a, ref short rows, int stride, Span<int> sums)
    {
        unchecked
        {
            ref var start = ref MemoryMarshal.GetReference(a);
            ref var second = ref Unsafe.Add(ref rows, stride);
            ref var third = ref Unsafe.Add(ref second, stride);
            ref var fourth = ref Unsafe.Add(ref third, stride);
            Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
            nuint i = 0;
            for (; i + (nuint)Vector256<short>.Count <= (nuint)a.Length; i += (nuint)Vector256<short>.Count)
            {
                var x = Vector256.LoadUnsafe(ref start, i);
                s0 += Avx2.MultiplyAddAdjacent(x, Vector256.LoadUnsafe(ref rows, i));
                s1 += Avx2.MultiplyAddAdjacent(x, Vector256.LoadUnsafe(ref second, i));
                s2 += Avx2.MultiplyAddAdjacent(x, Vector256.LoadUnsafe(ref third, i));
                s3 += Avx2.MultiplyAddAdjacent(x, Vector256.LoadUnsafe(ref fourth, i));
            }

            var lanes = Avx2.HorizontalAdd(Avx2.HorizontalAdd(s0, s1), Avx2.HorizontalAdd(s2, s3));
            var total = lanes.GetLower() + lanes.GetUpper();
            if (i + (nuint)Vector128<short>.Count <= (nuint)a.Length)
            {
                var x = Vector128.LoadUnsafe(ref start, i);
                total += Ssse3.HorizontalAdd(
                    Ssse3.HorizontalAdd(
                        Sse2.MultiplyAddAdjacent(x, Vector128.LoadUnsafe(ref rows, i)),
                        Sse2.MultiplyAddAdjacent(x, Vector128.LoadUnsafe(ref second, i))),
                    Ssse3.HorizontalAdd(
                        Sse2.MultiplyAddAdjacent(x, Vector128.LoadUnsafe(ref third, i)),
                        Sse2.MultiplyAddAdjacent(x, Vector128.LoadUnsafe(ref fourth, i))));
                i += (nuint)Vector128<short>.Count;
            }

            for (; i < (nuint)a.Length; i++)
            {
                int x = Unsafe.Add(ref start, i);
                total += Vector128.Create(
                    x * Unsafe.Add(ref rows, i),
                    x * Unsafe.Add(ref second, i),
                    x * Unsafe.Add(ref third, i),
                    x * Unsafe.Add(ref fourth, i));
            }

            (total + Vector128.Create<int>(sums)).CopyTo(sums);
        }
    }

    /// <summary>The sum over as many whole vectors as there are, and the index after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Sum, int Next) DotOfPairs(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        // One instruction multiplies 16 pairs and adds neighbours; elements of at most 9 bits cannot overflow it.
        var sums = Vector256<int>.Zero;
        ref var aStart = ref MemoryMarshal.GetReference(a);
        ref var bStart = ref MemoryMarshal.GetReference(b[..a.Length]);
        var i = 0;
        for (; i <= a.Length - Vector256<short>.Count; i += Vector256<short>.Count)
            sums += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref aStart, (nuint)i), Vector256.LoadUnsafe(ref bStart, (nuint)i));
        return (Vector256.Sum(sums), i);
    }

    /// <inheritdoc cref="DotOfPairs"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Sum, int Next) DotOfWidened(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        var sums = Vector<int>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(a[i..]), out var aLow, out var aHigh);
            Vector.Widen(new Vector<short>(b[i..]), out var bLow, out var bHigh);
            sums += (aLow * bLow) + (aHigh * bHigh);
        }

        return (Vector.Sum(sums), i);
    }
}
