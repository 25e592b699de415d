namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// Turns the weights of one group of a filter into whole numbers. To the nearest is best for each weight alone; what counts is the error of
/// the sums, so each weight's rounding error is made good by the weights that are still to be rounded, by the second moments of the inputs.
/// </summary>
internal static class FilterRounding
{
    /// <summary>Weights are symmetric: -127 to 127.</summary>
    public const int Largest = 127;

    /// <summary>More taps than this are rounded to the nearest: a matrix of their squares would take too long.</summary>
    private const int MostTaps = 4096;

    /// <param name="weights">Outputs x taps, reals per step of the input.</param>
    public static RoundedFilter Nearest(double[] weights, Moments moments)
    {
        var steps = Steps(weights, moments);
        var taps = moments.Taps;
        return new RoundedFilter([.. weights.Select((w, i) => Round(w / steps[i / taps]))], steps);
    }

    /// <summary>Weights that give the least squared error before rounding, held to the given ones where the samples say little.</summary>
    /// <param name="hold">How firmly, as a share of the mean second moment.</param>
    public static double[]? Corrected(double[] weights, Moments moments, double hold)
    {
        var taps = moments.Taps;
        if (taps > MostTaps || SymmetricMatrix.Cholesky(Damped(moments, hold), taps) is not { } lower)
            return null;
        var corrected = (double[])weights.Clone();
        Parallel.For(0, weights.Length / taps, o =>
        {
            var residue = new double[taps];
            for (var i = 0; i < taps; i++)
            {
                var sum = moments.Cross[(o * taps) + i];
                for (var j = 0; j < taps; j++)
                    sum -= moments.Gram[(i * taps) + j] * weights[(o * taps) + j];
                residue[i] = sum;
            }

            SymmetricMatrix.Solve(lower, taps, residue);
            for (var i = 0; i < taps; i++)
                corrected[(o * taps) + i] += residue[i];
        });
        return corrected;
    }

    /// <summary>Rounds one tap after the other, those that matter most first, and spreads each error over the rest.</summary>
    /// <param name="damping">Added to the diagonal, as a share of its mean: what the samples leave open stays as it is.</param>
    public static RoundedFilter? LeastSquares(double[] weights, Moments moments, double damping)
    {
        var taps = moments.Taps;
        if (taps > MostTaps)
            return null;
        var order = Enumerable.Range(0, taps).OrderByDescending(t => moments.Gram[(t * taps) + t]).ThenBy(t => t).ToArray();
        var damped = Damped(moments, damping);
        var permuted = new double[taps * taps];
        for (var i = 0; i < taps; i++)
        {
            for (var j = 0; j < taps; j++)
                permuted[(i * taps) + j] = damped[(order[i] * taps) + order[j]];
        }

        if (SymmetricMatrix.Cholesky(permuted, taps) is not { } lower
            || SymmetricMatrix.Cholesky(SymmetricMatrix.Inverse(lower, taps), taps) is not { } spread)
            return null;
        var steps = Steps(weights, moments);
        var rounded = new int[weights.Length];
        Parallel.For(0, weights.Length / taps, o =>
        {
            var rest = new double[taps];
            for (var i = 0; i < taps; i++)
                rest[i] = weights[(o * taps) + order[i]];
            for (var i = 0; i < taps; i++)
            {
                var whole = Round(rest[i] / steps[o]);
                rounded[(o * taps) + order[i]] = whole;

                // The column of the triangle is what is left of the inverse once the taps before are settled.
                var error = (rest[i] - (whole * steps[o])) / spread[(i * taps) + i];
                for (var j = i + 1; j < taps; j++)
                    rest[j] -= error * spread[(j * taps) + i];
            }
        });
        return new RoundedFilter(rounded, steps);
    }

    private static int Round(double steps) => (int)Math.Clamp(Math.Round(steps, MidpointRounding.AwayFromZero), -Largest, Largest);

    private static double[] Damped(Moments moments, double share)
    {
        var taps = moments.Taps;
        var damped = (double[])moments.Gram.Clone();
        var mean = Enumerable.Range(0, taps).Sum(t => damped[(t * taps) + t]) / taps;

        // Fewer samples than taps say nothing about most directions.
        var few = 1 + (taps / (double)Math.Max(1, moments.Count));
        for (var t = 0; t < taps; t++)
            damped[(t * taps) + t] += (mean * share * few) + 1e-9;
        return damped;
    }

    /// <summary>One step for each output: its largest weight's share, or less where clipping that costs less than a coarser step.</summary>
    private static double[] Steps(double[] weights, Moments moments)
    {
        var taps = moments.Taps;
        var steps = new double[weights.Length / taps];
        for (var o = 0; o < steps.Length; o++)
        {
            var largest = 0.0;
            for (var t = 0; t < taps; t++)
                largest = Math.Max(largest, Math.Abs(weights[(o * taps) + t]));
            var best = double.PositiveInfinity;
            for (var shrink = 0; shrink < 12; shrink++)
            {
                var step = Math.Max(largest / Largest * (1 - (shrink * 0.03)), double.Epsilon * 1e20);
                var error = 0.0;
                for (var t = 0; t < taps; t++)
                {
                    var w = weights[(o * taps) + t];
                    var off = w - (Round(w / step) * step);
                    error += off * off * (moments.Gram[(t * taps) + t] + 1e-9);
                }

                if (error < best)
                    (best, steps[o]) = (error, step);
            }
        }

        return steps;
    }
}
