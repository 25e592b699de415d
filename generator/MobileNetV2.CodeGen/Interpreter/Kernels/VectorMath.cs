using System.Numerics;

namespace MobileNetV2.CodeGen.Interpreter.Kernels;

/// <summary>The two inner loops of convolutions, as wide as the machine allows. Sums wrap as in C, so their order does not matter.</summary>
internal static class VectorMath
{
    /// <summary>Sum of a[i] * b[i].</summary>
    public static int Dot(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        unchecked
        {
            var sums = Vector<int>.Zero;
            var i = 0;
            for (; i <= a.Length - Vector<short>.Count; i += Vector<short>.Count)
            {
                Vector.Widen(new Vector<short>(a[i..]), out var aLow, out var aHigh);
                Vector.Widen(new Vector<short>(b[i..]), out var bLow, out var bHigh);
                sums += (aLow * bLow) + (aHigh * bHigh);
            }

            var sum = Vector.Sum(sums);
            for (; i < a.Length; i++)
                sum += a[i] * b[i];
            return sum;
        }
    }

    /// <summary>sums[i] += a[i] * b[i].</summary>
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
}
