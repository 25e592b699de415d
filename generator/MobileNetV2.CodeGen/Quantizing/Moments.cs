using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Second moments of what one group of a filter sees, about the means:
/// all that a least squared error needs of the samples.</summary>
/// <param name="Gram">Taps x taps: sums of products of two taps.</param>
/// <param name="Cross">Outputs x taps: sums of products of a target and a tap.</param>
/// <param name="Means">Of each tap.</param>
/// <param name="Targets">The mean of each target.</param>
internal sealed record Moments(double[] Gram, double[] Cross, double[] Means, double[] Targets, double[] Energies, int Taps, int Count)
{
    /// <summary>Elements of a row that are multiplied at a time; sums of that many fit binary32,
    /// those of all are taken in binary64.</summary>
    private const int Chunk = 2048;

    public static Moments Of(LayerRows rows, int group, int outputsPerGroup)
    {
        var taps = rows.Taps;
        var gram = new double[taps * taps];
        var cross = new double[outputsPerGroup * taps];
        var (means, targets, energies) = (new double[taps], new double[outputsPerGroup], new double[outputsPerGroup]);
        var input = rows.Inputs.AsMemory(group * taps * rows.Pixels, taps * rows.Pixels);
        var target = rows.Targets.AsMemory(group * outputsPerGroup * rows.Pixels, outputsPerGroup * rows.Pixels);
        for (var start = 0; start < rows.Pixels; start += Chunk)
        {
            var length = Math.Min(Chunk, rows.Pixels - start);
            var x = Part(input.Span, taps, rows.Pixels, start, length);
            var y = Part(target.Span, outputsPerGroup, rows.Pixels, start, length);
            var (xx, yx) = (new float[taps * taps], new float[outputsPerGroup * taps]);
            FloatVectors.Products(x, x, length, xx, taps);
            FloatVectors.Products(y, x, length, yx, taps);
            Add(gram, xx);
            Add(cross, yx);
            for (var t = 0; t < taps; t++)
                means[t] += Sum(x.AsSpan(t * length, length));
            for (var o = 0; o < outputsPerGroup; o++)
            {
                targets[o] += Sum(y.AsSpan(o * length, length));
                foreach (var value in y.AsSpan(o * length, length))
                    energies[o] += value * (double)value;
            }
        }

        for (var t = 0; t < taps; t++)
            means[t] /= rows.Count;
        for (var o = 0; o < outputsPerGroup; o++)
            targets[o] /= rows.Count;
        for (var i = 0; i < taps; i++)
        {
            for (var j = 0; j < taps; j++)
                gram[(i * taps) + j] -= rows.Count * means[i] * means[j];
        }

        for (var o = 0; o < outputsPerGroup; o++)
        {
            energies[o] -= rows.Count * targets[o] * targets[o];
            for (var t = 0; t < taps; t++)
                cross[(o * taps) + t] -= rows.Count * targets[o] * means[t];
        }

        return new Moments(gram, cross, means, targets, energies, taps, rows.Count);
    }

    /// <summary>The squared error of weights for output <paramref name="output"/>, with the best bias.</summary>
    public double Error(int output, ReadOnlySpan<double> weights)
    {
        var error = Energies[output];
        for (var i = 0; i < Taps; i++)
        {
            var sum = -2 * Cross[(output * Taps) + i];
            for (var j = 0; j < Taps; j++)
                sum += Gram[(i * Taps) + j] * weights[j];
            error += weights[i] * sum;
        }

        return Math.Max(error, 0);
    }

    private static float[] Part(ReadOnlySpan<float> rows, int count, int stride, int start, int length)
    {
        var part = new float[count * length];
        for (var r = 0; r < count; r++)
            rows.Slice((r * stride) + start, length).CopyTo(part.AsSpan(r * length));
        return part;
    }

    private static void Add(double[] sums, float[] terms)
    {
        for (var i = 0; i < sums.Length; i++)
            sums[i] += terms[i];
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
