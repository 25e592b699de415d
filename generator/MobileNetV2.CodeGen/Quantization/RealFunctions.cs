namespace MobileNetV2.CodeGen.Quantization;

/// <summary>Functions of C's mathematical library that .NET lacks, accurate far beyond binary32.</summary>
internal static class RealFunctions
{
    /// <summary>The complementary error function, 1 - erf(x).</summary>
    public static double ComplementaryError(double x)
    {
        if (x < 0)
            return 2 - ComplementaryError(-x);

        // Near 0 a series whose terms are all positive; beyond, a continued fraction from its far end.
        const double border = 2;
        var scale = Math.Exp(-x * x) / Math.Sqrt(Math.PI);
        if (x < border)
        {
            var (sum, term) = (x, x);
            for (var n = 1; term > sum * 1e-17; n++)
                sum += term *= 2 * x * x / ((2 * n) + 1);
            return 1 - (2 * scale * sum);
        }

        var rest = 0.0;
        for (var n = 80; n > 0; n--)
            rest = n / 2.0 / (x + rest);
        return scale / (x + rest);
    }

    /// <summary>e^x - 1, also where e^x is nearly 1.</summary>
    public static double ExpMinusOne(double x)
    {
        // The error of the rounded exponential cancels in the quotient (Kahan).
        var exponential = Math.Exp(x);
        if (exponential == 1)
            return x;
        return exponential == 0 || double.IsInfinity(exponential) ? exponential - 1 : (exponential - 1) * x / Math.Log(exponential);
    }
}
