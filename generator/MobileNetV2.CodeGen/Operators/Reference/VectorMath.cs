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
