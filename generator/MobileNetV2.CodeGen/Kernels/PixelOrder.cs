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
    /// <param name="groups">
    /// Groups begin with the first pixel of each row and follow each other; of the first row of an image they have this many pixels
    /// at first and then twice as many, until there are all. Null when a group may begin at any pixel.
    /// </param>
    /// <param name="rowsAtOnce">A group has its pixels in each of so many rows.</param>
    public static int DistanceBytes(
        WindowGeometry window, int pixelsAtOnce, bool acrossRows = false, int? groups = null, int rowsAtOnce = 1)
    {
        var (input, output) = (window.Input, window.Output);
        var distance = long.MinValue;
        foreach (var n in Around(input.Batch, 0))
        {
            var rows = Around(output.Height, output.Height - rowsAtOnce, output.Height - 2, window.Padding.Top / window.Stride.Height);
            foreach (var y in rows)
            {
                var needsNothingBelow = Row(y + 1) - Row(y);
                var places = Around(
                    output.Width,
                    output.Width - pixelsAtOnce,
                    window.Padding.Left / window.Stride.Width,
                    (((long)needsNothingBelow * input.Width) + window.Padding.Left) / window.Stride.Width);
                foreach (var (x, pixels) in places.SelectMany(x => Groups(y, x)).Distinct())
                    distance = Math.Max(distance, At(n, y, x, pixels));
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

        // The group of a pixel and the one behind it.
        IEnumerable<(long First, int Pixels)> Groups(long y, long x)
        {
            if (groups is not { } firstPixels)
                return [(x, pixelsAtOnce)];
            var (first, pixels) = (0L, y == 0 ? firstPixels : pixelsAtOnce);
            for (; pixels < pixelsAtOnce && x >= first + pixels; pixels *= 2)
                first += pixels;
            if (pixels == pixelsAtOnce)
                first += (x - first) / pixelsAtOnce * pixelsAtOnce;
            var next = first + pixels;
            return next < output.Width ? [(first, pixels), (next, Math.Min(pixelsAtOnce, 2 * pixels))] : [(first, pixels)];
        }

        long At(long n, long y, long x, int pixels)
        {
            var row = ((n * output.Height) + Math.Min(y + rowsAtOnce, output.Height) - 1) * output.Width;
            var end = acrossRows ? (long)output.Batch * output.Height * output.Width : row + output.Width;
            return (Math.Min(row + x + pixels, end) * output.Channels) - Needed(n, y, x);
        }
    }

    /// <summary>The ends of [0, <paramref name="length"/>) and what is next to the <paramref name="places"/>.</summary>
    private static IEnumerable<long> Around(int length, params long[] places) =>
        places.SelectMany(p => Enumerable.Range(-2, 5).Select(d => p + d)).Append(0).Append(length - 1)
            .Where(p => p >= 0 && p < length).Distinct();
}
