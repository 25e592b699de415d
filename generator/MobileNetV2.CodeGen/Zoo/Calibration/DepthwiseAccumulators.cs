using System.Numerics;
using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Integer accumulators of a depthwise convolution over all calibration samples.</summary>
internal static class DepthwiseAccumulators
{
    /// <param name="weights">[1, height, width, inputs * multiplier], zero point 0.</param>
    public static CalibrationBatch Of(CalibrationBatch input, ReadOnlySpan<sbyte> weights, int multiplier, WindowSpec window)
    {
        var size = window.Output(input.Height, input.Width);
        var padding = window.Padding(input.Height, input.Width);
        var outputs = input.Channels * multiplier;
        var result = new CalibrationBatch(input.Samples, size.Height, size.Width, outputs);
        var wide = new int[weights.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = weights[i];
        Parallel.For(0, input.Samples * size.Height, row =>
        {
            var (sample, y) = (row / size.Height, row % size.Height);
            for (var x = 0; x < size.Width; x++)
            {
                var sums = result.Values.AsSpan(((row * size.Width) + x) * outputs, outputs);
                for (var ky = 0; ky < window.Size.Height; ky++)
                {
                    var inY = (y * window.Stride.Height) - padding.Top + (ky * window.Dilation.Height);
                    for (var kx = 0; kx < window.Size.Width; kx++)
                    {
                        var inX = (x * window.Stride.Width) - padding.Left + (kx * window.Dilation.Width);
                        if (inY < 0 || inY >= input.Height || inX < 0 || inX >= input.Width)
                            continue;
                        var from = ((((sample * input.Height) + inY) * input.Width) + inX) * input.Channels;
                        var tap = wide.AsSpan(((ky * window.Size.Width) + kx) * outputs, outputs);
                        AddProducts(sums, input.Values.AsSpan(from, input.Channels), tap, multiplier);
                    }
                }
            }
        });
        return result;
    }

    private static void AddProducts(Span<int> sums, ReadOnlySpan<int> values, ReadOnlySpan<int> tap, int multiplier)
    {
        var done = 0;
        if (multiplier == 1)
        {
            var vectorSums = MemoryMarshal.Cast<int, Vector<int>>(sums);
            var vectorValues = MemoryMarshal.Cast<int, Vector<int>>(values);
            var vectorTap = MemoryMarshal.Cast<int, Vector<int>>(tap);
            for (var v = 0; v < vectorSums.Length; v++)
                vectorSums[v] += vectorValues[v] * vectorTap[v];
            done = vectorSums.Length * Vector<int>.Count;
        }

        for (var o = done; o < sums.Length; o++)
            sums[o] += values[o / multiplier] * tap[o];
    }
}
