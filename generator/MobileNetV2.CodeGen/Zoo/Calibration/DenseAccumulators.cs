using System.Numerics;
using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Zoo.Calibration;

/// <summary>Integer accumulators of a convolution over all calibration samples. Exact, so vector width and threads do not matter.</summary>
internal static class DenseAccumulators
{
    /// <param name="weights">[outputs, height, width, inputs], zero point 0.</param>
    public static CalibrationBatch Of(CalibrationBatch input, ReadOnlySpan<sbyte> weights, int outputs, WindowSpec window)
    {
        var size = window.Output(input.Height, input.Width);
        var result = new CalibrationBatch(input.Samples, size.Height, size.Width, outputs);
        var taps = window.Size.Height * window.Size.Width * input.Channels;
        var panels = Pack(weights, outputs, taps);
        Parallel.For(0, input.Samples * size.Height, row =>
        {
            var patches = new int[size.Width * taps];
            Gather(input, window, row / size.Height, row % size.Height, patches, taps);
            Multiply(patches, panels, taps, outputs, result.Values.AsSpan(row * size.Width * outputs, size.Width * outputs));
        });
        return result;
    }

    /// <summary>Groups of one vector of outputs, tap by tap, so that the inner loop reads in order.</summary>
    private static int[] Pack(ReadOnlySpan<sbyte> weights, int outputs, int taps)
    {
        var lanes = Vector<int>.Count;
        var panels = new int[(outputs + lanes - 1) / lanes * lanes * taps];
        for (var o = 0; o < outputs; o++)
        {
            var start = (o / lanes * lanes * taps) + (o % lanes);
            for (var t = 0; t < taps; t++)
                panels[start + (t * lanes)] = weights[(o * taps) + t];
        }

        return panels;
    }

    /// <summary>The window's taps of each output pixel of a row; taps outside the input stay 0.</summary>
    private static void Gather(CalibrationBatch input, WindowSpec window, int sample, int outputRow, int[] patches, int taps)
    {
        var padding = window.Padding(input.Height, input.Width);
        var pixels = patches.Length / taps;
        for (var x = 0; x < pixels; x++)
        {
            var to = x * taps;
            for (var ky = 0; ky < window.Size.Height; ky++)
            {
                var inY = (outputRow * window.Stride.Height) - padding.Top + (ky * window.Dilation.Height);
                for (var kx = 0; kx < window.Size.Width; kx++, to += input.Channels)
                {
                    var inX = (x * window.Stride.Width) - padding.Left + (kx * window.Dilation.Width);
                    if (inY < 0 || inY >= input.Height || inX < 0 || inX >= input.Width)
                        continue;
                    var from = ((((sample * input.Height) + inY) * input.Width) + inX) * input.Channels;
                    input.Values.AsSpan(from, input.Channels).CopyTo(patches.AsSpan(to));
                }
            }
        }
    }

    /// <summary>Four pixels at a time, so that each load of weights is used four times.</summary>
    private static void Multiply(int[] patches, int[] panels, int taps, int outputs, Span<int> result)
    {
        var lanes = Vector<int>.Count;
        var pixels = patches.Length / taps;
        Span<int> lane = stackalloc int[lanes];
        for (var p = 0; p < pixels; p += 4)
        {
            // A block past the end repeats the last pixel; writing the same value twice is harmless.
            var a = patches.AsSpan(p * taps, taps);
            var b = patches.AsSpan(Math.Min(p + 1, pixels - 1) * taps, taps);
            var c = patches.AsSpan(Math.Min(p + 2, pixels - 1) * taps, taps);
            var d = patches.AsSpan(Math.Min(p + 3, pixels - 1) * taps, taps);
            for (var o = 0; o < outputs; o += lanes)
            {
                var weights = MemoryMarshal.Cast<int, Vector<int>>(panels.AsSpan(o * taps, lanes * taps));
                Vector<int> sumA = default, sumB = default, sumC = default, sumD = default;
                for (var t = 0; t < weights.Length; t++)
                {
                    var w = weights[t];
                    sumA += w * a[t];
                    sumB += w * b[t];
                    sumC += w * c[t];
                    sumD += w * d[t];
                }

                var count = Math.Min(lanes, outputs - o);
                Store(sumA, p, lane, result);
                Store(sumB, Math.Min(p + 1, pixels - 1), lane, result);
                Store(sumC, Math.Min(p + 2, pixels - 1), lane, result);
                Store(sumD, Math.Min(p + 3, pixels - 1), lane, result);

                void Store(Vector<int> sum, int pixel, Span<int> scratch, Span<int> destination)
                {
                    sum.CopyTo(scratch);
                    scratch[..count].CopyTo(destination[((pixel * outputs) + o)..]);
                }
            }
        }
    }
}
