using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>The range of an activation: the one, of several ways to choose it,
/// whose rounding and clipping make the least squared error.</summary>
internal static class RangeChoice
{
    private const int Levels = 255;

    private static readonly double[] Percentiles = [0.99999, 0.9999, 0.999];

    public static (QuantizationParameters Quantization, string Method) Choose(RangeObservation observed)
    {
        var (least, most) = (Math.Min(0, (double)observed.Least), Math.Max(0, (double)observed.Most));
        if (!(most - least > 1e-9) || !double.IsFinite(most - least))
            return (QuantizationParameters.PerTensor(1, 0), "constant");
        var values = observed.Values().ToArray();
        var best = (Quantization: Of(least, most), Method: "min-max", Error: 0.0);
        best.Error = Error(values, best.Quantization);
        foreach (var percentile in Percentiles)
            Try(Percentile(values, 1 - percentile), Percentile(values, percentile), $"percentile {percentile * 100:0.###}");
        for (var low = 0; low < (least < 0 ? 24 : 1); low++)
        {
            for (var high = 0; high < (most > 0 ? 24 : 1); high++)
                Try(least * (1 - (low * 0.03)), most * (1 - (high * 0.03)), "least squares");
        }

        return (best.Quantization, best.Method);

        void Try(double from, double to, string method)
        {
            (from, to) = (Math.Min(0, from), Math.Max(0, to));
            if (!(to - from > 1e-9))
                return;
            var quantization = Of(from, to);
            var error = Error(values, quantization);
            if (error < best.Error)
                best = (quantization, method, error);
        }
    }

    /// <summary>Scale and zero point of a range that contains 0; 0 itself is a value that int8 has.</summary>
    public static QuantizationParameters Of(double least, double most)
    {
        var scale = (float)((most - least) / Levels);
        if (!(scale > 0))
            scale = float.Epsilon * (1 << 30);
        var zeroPoint =
            Math.Clamp((int)Math.Round(sbyte.MinValue - (least / scale), MidpointRounding.AwayFromZero), sbyte.MinValue, sbyte.MaxValue);
        return QuantizationParameters.PerTensor(scale, zeroPoint);
    }

    private static double Error((double Value, long Count)[] values, QuantizationParameters quantization)
    {
        var (scale, zeroPoint) = ((double)quantization.Scale, quantization.ZeroPoint);
        var (least, most) = ((sbyte.MinValue - zeroPoint) * scale, (sbyte.MaxValue - zeroPoint) * scale);
        var sum = 0.0;

        // Rounding makes a twelfth of a squared step, wherever in its part a value lies; clipping makes what is cut off.
        var rounding = scale * scale / 12;
        foreach (var (value, count) in values)
        {
            var cut = value < least ? least - value : value > most ? value - most : 0;
            sum += count * (cut > 0 ? cut * cut : rounding);
        }

        return sum;
    }

    private static double Percentile((double Value, long Count)[] values, double share)
    {
        var target = values.Sum(v => (double)v.Count) * share;
        var sum = 0.0;
        foreach (var (value, count) in values)
        {
            sum += count;
            if (sum >= target)
                return value;
        }

        return values[^1].Value;
    }
}
