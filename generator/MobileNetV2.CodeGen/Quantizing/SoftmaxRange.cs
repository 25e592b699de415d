using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// The range of what SOFTMAX alone reads, by the least squared error of its result. Elements far below the largest of their row become
/// nothing there, so cutting them off costs nothing, and those that count get finer steps. Nothing is cut off above: samples that were not
/// seen may have larger elements, and two that are cut off there can no longer be told apart.
/// </summary>
/// <param name="rows">Rows of <paramref name="depth"/> elements, one after the other.</param>
internal sealed class SoftmaxRange(float[] rows, int depth, float beta)
{
    public const string Method = "least squares behind SOFTMAX";

    /// <summary>Elements that are looked at, of all samples together.</summary>
    public const int MostElements = 1 << 18;

    /// <summary>Ways of cutting off at the lower end, from nothing to all but one part.</summary>
    private const int Parts = 25;

    /// <summary>A range up to <paramref name="most"/>, and down to <paramref name="least"/> or less far.</summary>
    public QuantizationParameters Choose(double least, double most)
    {
        (least, most) = (Math.Min(0, least), Math.Max(0, most));
        if (!(most - least > 1e-9) || !double.IsFinite(most - least))
            return QuantizationParameters.PerTensor(1, 0);
        var (powers, largest) = Powers();
        QuantizationParameters[] candidates =
            [.. Enumerable.Range(0, least < 0 ? Parts : 1).Select(cut => RangeChoice.Of(least * (1 - (cut / (double)Parts)), most))];
        var errors = new double[candidates.Length];
        Parallel.For(0, errors.Length, i => errors[i] = Error(powers, largest, candidates[i]));
        return candidates[Array.IndexOf(errors, errors.Min())];
    }

    /// <summary>Of each element relative to the largest of its row.</summary>
    private (double[] Powers, double[] Largest) Powers()
    {
        var (powers, largest) = (new double[rows.Length], new double[rows.Length / depth]);
        for (var r = 0; r < largest.Length; r++)
        {
            var row = rows.AsSpan(r * depth, depth);
            largest[r] = double.NegativeInfinity;
            foreach (var x in row)
                largest[r] = Math.Max(largest[r], x);
            for (var i = 0; i < depth; i++)
                powers[(r * depth) + i] = FloatFunctions.Exp((row[i] - largest[r]) * beta);
        }

        return (powers, largest);
    }

    private double Error(double[] powers, double[] largest, QuantizationParameters quantization)
    {
        var (scale, zeroPoint) = ((double)quantization.Scale, quantization.ZeroPoint);
        var (least, most) = ((sbyte.MinValue - zeroPoint) * scale, (sbyte.MaxValue - zeroPoint) * scale);

        // A twelfth of a squared step is the mean error of each element; what becomes of it is, to first order, the slope's.
        var rounding = scale * scale / 12 * beta * beta;
        var cut = new double[depth];
        var error = 0.0;
        for (var r = 0; r < largest.Length; r++)
        {
            var row = powers.AsSpan(r * depth, depth);
            // Where the whole row is below the range all its elements become the same.
            var from = FloatFunctions.Exp(Math.Min(0, (least - largest[r]) * beta));
            var to = FloatFunctions.Exp(Math.Max(0, (most - largest[r]) * beta));
            var (sum, cutSum) = (0.0, 0.0);
            for (var i = 0; i < depth; i++)
            {
                sum += row[i];
                cutSum += cut[i] = Math.Clamp(row[i], from, to);
            }

            var squares = 0.0;
            for (var i = 0; i < depth; i++)
            {
                var probability = cut[i] /= cutSum;
                squares += probability * probability;
                var off = probability - (row[i] / sum);
                error += off * off;
            }

            for (var i = 0; i < depth; i++)
            {
                if (row[i] > from && row[i] < to)
                    error += rounding * cut[i] * cut[i] * (1 - (2 * cut[i]) + squares);
            }
        }

        return error;
    }
}
