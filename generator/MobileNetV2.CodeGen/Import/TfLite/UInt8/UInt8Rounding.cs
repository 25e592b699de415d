using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

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
        Sum => "SUM computes with other constants on uint8",
        ResizeBilinear => "RESIZE_BILINEAR interpolates in float on uint8",
        TableOperator => $"{op.Kind} has another table on uint8",
        _ => null,
    };

    private static bool HasEvenWindow(AveragePool2D pool, Shape input, Shape output)
    {
        var (rows, columns) = (
            Counts(input.Height, output.Height, pool.Window.Height, pool.Stride.Height, pool.Padding.Top),
            Counts(input.Width, output.Width, pool.Window.Width, pool.Stride.Width, pool.Padding.Left));
        return rows.Concat(columns).Any(n => n % 2 == 0);
    }

    /// <summary>How many taps of a window lie inside the input, along one axis: those of every window at its ends, once that of all between.</summary>
    private static IEnumerable<long> Counts(long input, long output, long window, long stride, long before)
    {
        // The output's size is not checked yet, so nothing here may take as long as it says.
        var clipped = Math.Min(output, (before + stride - 1) / stride);
        for (var i = 0L; i < clipped; i++)
            yield return Count(i);
        var cut = input + before < window ? 0 : ((input + before - window) / stride) + 1;
        if (clipped < Math.Min(cut, output))
            yield return window;
        for (var i = Math.Max(clipped, cut); i < output && (i * stride) - before < input; i++)
            yield return Count(i);

        long Count(long i) => Math.Min((i * stride) - before + window, input) - Math.Max((i * stride) - before, 0);
    }
}
