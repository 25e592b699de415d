using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite.UInt8;

/// <summary>Finds operators that round differently on uint8 and on int8, so that moving by 128 would change bits.</summary>
internal static class UInt8Rounding
{
    /// <summary>Why <paramref name="op"/> would change bits; null when it does not.</summary>
    public static string? Problem(Operator op, Func<TensorId, Tensor> tensor) => op switch
    {
        Mean => "MEAN computes with other constants on uint8",
        AveragePool2D pool when HasEvenWindow(pool, tensor(pool.Inputs[0]).Shape, tensor(pool.Outputs[0]).Shape) =>
            "the mean of an even number of values is rounded up on uint8, away from zero on int8",
        Concatenation when op.Inputs.Any(i => tensor(i).Quantization != tensor(op.Outputs[0]).Quantization) =>
            "inputs with another scale or zero point than the output are converted in float on uint8",
        _ => null,
    };

    private static bool HasEvenWindow(AveragePool2D pool, Shape input, Shape output)
    {
        var (rows, columns) = (
            Counts(input.Height, output.Height, pool.Window.Height, pool.Stride.Height, pool.Padding.Top),
            Counts(input.Width, output.Width, pool.Window.Width, pool.Stride.Width, pool.Padding.Left));
        return rows.Concat(columns).Any(n => n % 2 == 0);
    }

    /// <summary>Taps of each window that lie inside the input, along one axis.</summary>
    private static IEnumerable<long> Counts(int input, int output, int window, int stride, int before) =>
        Enumerable.Range(0, output).Select(i => ((long)i * stride) - before).Select(first => Math.Min(first + window, input) - Math.Max(first, 0));
}
