namespace MobileNetV2.CodeGen.Kernels;

/// <summary>How far below its input the output of a window operator must begin, when output pixels are computed in order.</summary>
/// <remarks>A group of pixels is taken as one: while it is computed,
/// all of its windows may still be read and all of its outputs may be written.</remarks>
internal static class PixelOrder
{
    /// <summary>
    /// Between places where a window leaves the padding, or the group the row, what is written and what is needed grow evenly:
    /// the distance is largest beside one of those places, or at an end.
    /// </summary>
    /// <param name="acrossRows">Groups do not end where rows end.</param>
    public static int DistanceBytes(WindowGeometry window, int pixelsAtOnce, bool acrossRows = false)
    {
        var (input, output) = (window.Input, window.Output);
        var distance = long.MinValue;
        foreach (var n in Around(input.Batch, 0))
        {
            foreach (var y in Around(output.Height, output.Height - 2, window.Padding.Top / window.Stride.Height))
            {
                var needsNothingBelow = Row(y + 1) - Row(y);
                foreach (var x in Around(
                    output.Width,
                    output.Width - pixelsAtOnce,
                    window.Padding.Left / window.Stride.Width,
                    (((long)needsNothingBelow * input.Width) + window.Padding.Left) / window.Stride.Width))
                    distance = Math.Max(distance, At(n, y, x));
            }
        }

        return checked((int)distance);

        long Row(long y) => Math.Max(0, (y * window.Stride.Height) - window.Padding.Top);

        long First(long n, long y, long x) =>
            ((((n * input.Height) + Row(y)) * input.Width) + Math.Max(0, (x * window.Stride.Width) - window.Padding.Left)) * input.Channels;

        // The first input byte that this pixel or a later one reads: of this row, the next, or the next image.
        long Needed(long n, long y, long x)
        {
            var needed = First(n, y, x);
            if (y + 1 < output.Height)
                needed = Math.Min(needed, First(n, y + 1, 0));
            return n + 1 < input.Batch ? Math.Min(needed, First(n + 1, 0, 0)) : needed;
        }

        long At(long n, long y, long x)
        {
            var row = ((n * output.Height) + y) * output.Width;
            var end = acrossRows ? (long)output.Batch * output.Height * output.Width : row + output.Width;
            return (Math.Min(row + x + pixelsAtOnce, end) * output.Channels) - Needed(n, y, x);
        }
    }

    /// <summary>The ends of [0, <paramref name="length"/>) and what is next to the <paramref name="places"/>.</summary>
    private static IEnumerable<long> Around(int length, params long[] places) =>
        places.SelectMany(p => Enumerable.Range(-2, 5).Select(d => p + d)).Append(0).Append(length - 1)
            .Where(p => p >= 0 && p < length).Distinct();
}
