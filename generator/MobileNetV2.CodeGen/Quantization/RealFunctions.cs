namespace MobileNetV2.CodeGen.Quantization;

/// <summary>Functions of C's mathematical library that .NET lacks, accurate far beyond binary32.</summary>
internal static class RealFunctions
{
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
