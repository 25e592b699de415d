namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Positive definite matrices, row-major.</summary>
internal static class SymmetricMatrix
{
    /// <summary>The lower triangle L with L Lᵀ = the matrix; null when it is not positive definite.</summary>
    public static double[]? Cholesky(double[] matrix, int size)
    {
        var lower = new double[size * size];
        for (var j = 0; j < size; j++)
        {
            var rowJ = lower.AsSpan(j * size, j);
            var diagonal = matrix[(j * size) + j] - Dot(rowJ, rowJ);
            if (!(diagonal > 0))
                return null;
            var root = Math.Sqrt(diagonal);
            lower[(j * size) + j] = root;
            var column = j;
            For(j + 1, size, i => lower[(i * size) + column] =
                (matrix[(i * size) + column] - Dot(lower.AsSpan(i * size, column), lower.AsSpan(column * size, column))) / root);
        }

        return lower;
    }

    /// <summary>Solves L Lᵀ x = b in place.</summary>
    public static void Solve(double[] lower, int size, Span<double> b)
    {
        for (var i = 0; i < size; i++)
            b[i] = (b[i] - Dot(lower.AsSpan(i * size, i), b[..i])) / lower[(i * size) + i];
        for (var i = size - 1; i >= 0; i--)
        {
            var x = b[i] /= lower[(i * size) + i];
            for (var j = 0; j < i; j++)
                b[j] -= lower[(i * size) + j] * x;
        }
    }

    /// <summary>The inverse of L Lᵀ.</summary>
    public static double[] Inverse(double[] lower, int size)
    {
        var inverse = new double[size * size];
        For(0, size, i =>
        {
            var row = inverse.AsSpan(i * size, size);
            row[i] = 1;
            Solve(lower, size, row);
        });
        return inverse;
    }

    /// <summary>The order of terms is fixed, so that the result is the same on every machine.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var i = 0;
        for (; i <= a.Length - 4; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++)
            s0 += a[i] * b[i];
        return (s0 + s1) + (s2 + s3);
    }

    private static void For(int from, int to, Action<int> body)
    {
        // Threads cost more than a short loop.
        if (to - from < 64)
        {
            for (var i = from; i < to; i++)
                body(i);
        }
        else
        {
            Parallel.For(from, to, body);
        }
    }
}
