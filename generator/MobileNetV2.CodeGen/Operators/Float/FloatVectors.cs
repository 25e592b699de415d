using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The inner loops of float operators. Sums have eight lanes whatever the machine, and products are fused into them, so that bits are the
/// same everywhere.
/// </summary>
internal static class FloatVectors
{
    /// <summary>Lanes of every sum.</summary>
    public const int Lanes = 8;

    /// <summary>The length that <see cref="Products"/> wants: a multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int length) => checked((length + Lanes - 1) / Lanes * Lanes);

    /// <summary>sums[r, c] = rows[r] · columns[c] for all rows and columns of <paramref name="length"/> elements.</summary>
    /// <param name="stride">From one row of <paramref name="sums"/> to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, int length, Span<float> sums, int stride)
    {
        var (rowCount, columnCount) = (rows.Length / length, columns.Length / length);
        ref var a = ref MemoryMarshal.GetReference(rows);
        ref var b = ref MemoryMarshal.GetReference(columns);
        var r = 0;
        for (; r + 2 <= rowCount; r += 2)
        {
            var c = 0;
            for (; c + 4 <= columnCount; c += 4)
                Block2By4(ref a, ref b, r, c, length, sums[((r * stride) + c)..], stride);
            for (; c < columnCount; c++)
            {
                sums[(r * stride) + c] = Dot(ref Unsafe.Add(ref a, r * length), ref Unsafe.Add(ref b, c * length), length);
                sums[((r + 1) * stride) + c] = Dot(ref Unsafe.Add(ref a, (r + 1) * length), ref Unsafe.Add(ref b, c * length), length);
            }
        }

        for (; r < rowCount; r++)
        {
            for (var c = 0; c < columnCount; c++)
                sums[(r * stride) + c] = Dot(ref Unsafe.Add(ref a, r * length), ref Unsafe.Add(ref b, c * length), length);
        }
    }

    /// <summary>sums[i] += a[i] * b[i], each product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sums)
    {
        var i = 0;
        for (; i <= sums.Length - Lanes; i += Lanes)
        {
            var sum = Vector256.FusedMultiplyAdd(
                Vector256.Create(a.Slice(i, Lanes)), Vector256.Create(b.Slice(i, Lanes)), Vector256.Create((ReadOnlySpan<float>)sums[i..]));
            sum.CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
            sums[i] = MathF.FusedMultiplyAdd(a[i], b[i], sums[i]);
    }

    /// <summary>sums[i] += a[i] * factor, each product fused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd(ReadOnlySpan<float> a, float factor, Span<float> sums)
    {
        var (i, factors) = (0, Vector256.Create(factor));
        for (; i <= sums.Length - Lanes; i += Lanes)
        {
            var sum = Vector256.FusedMultiplyAdd(
                Vector256.Create(a.Slice(i, Lanes)), factors, Vector256.Create((ReadOnlySpan<float>)sums[i..]));
            sum.CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
            sums[i] = MathF.FusedMultiplyAdd(a[i], factor, sums[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ref float a, ref float b, int length)
    {
        var sum = Vector256<float>.Zero;
        for (nuint i = 0; i < (nuint)length; i += Lanes)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), sum);
        return Total(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Block2By4(ref float rows, ref float columns, int r, int c, int length, Span<float> sums, int stride)
    {
        ref var a0 = ref Unsafe.Add(ref rows, r * length);
        ref var a1 = ref Unsafe.Add(ref a0, length);
        ref var b0 = ref Unsafe.Add(ref columns, c * length);
        ref var b1 = ref Unsafe.Add(ref b0, length);
        ref var b2 = ref Unsafe.Add(ref b1, length);
        ref var b3 = ref Unsafe.Add(ref b2, length);
        Vector256<float> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default,
            s12 = default, s13 = default;
        for (nuint i = 0; i < (nuint)length; i += Lanes)
        {
            var (x0, x1) = (Vector256.LoadUnsafe(ref a0, i), Vector256.LoadUnsafe(ref a1, i));
            var w = Vector256.LoadUnsafe(ref b0, i);
            s00 = Vector256.FusedMultiplyAdd(x0, w, s00);
            s10 = Vector256.FusedMultiplyAdd(x1, w, s10);
            w = Vector256.LoadUnsafe(ref b1, i);
            s01 = Vector256.FusedMultiplyAdd(x0, w, s01);
            s11 = Vector256.FusedMultiplyAdd(x1, w, s11);
            w = Vector256.LoadUnsafe(ref b2, i);
            s02 = Vector256.FusedMultiplyAdd(x0, w, s02);
            s12 = Vector256.FusedMultiplyAdd(x1, w, s12);
            w = Vector256.LoadUnsafe(ref b3, i);
            s03 = Vector256.FusedMultiplyAdd(x0, w, s03);
            s13 = Vector256.FusedMultiplyAdd(x1, w, s13);
        }

        sums[0] = Total(s00);
        sums[1] = Total(s01);
        sums[2] = Total(s02);
        sums[3] = Total(s03);
        sums[stride] = Total(s10);
        sums[stride + 1] = Total(s11);
        sums[stride + 2] = Total(s12);
        sums[stride + 3] = Total(s13);
    }

    /// <summary>The lanes in one fixed order; the platform's own sum of a vector has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(Vector256<float> sum)
    {
        var half = sum.GetLower() + sum.GetUpper();
        return (half.GetElement(0) + half.GetElement(1)) + (half.GetElement(2) + half.GetElement(3));
    }
}
