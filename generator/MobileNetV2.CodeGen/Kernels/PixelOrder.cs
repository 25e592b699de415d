namespace MobileNetV2.CodeGen.Kernels;

/// <summary>How far below its input the output of a window operator must begin, when output pixels are computed in order.</summary>
/// <remarks>A group of pixels is taken as one: while it is computed, all of its windows may still be read and all of its outputs may be written.</remarks>
internal static class PixelOrder
{
    public static int DistanceBytes(WindowGeometry window, int pixelsAtOnce)
    {
        var (input, output) = (window.Input, window.Output);
        var rowBytes = input.Width * input.Channels;
        var distance = long.MinValue;
        long needed = long.MaxValue; // First input byte that this pixel or a later one reads.
        for (var n = input.Batch - 1; n >= 0; n--)
        {
            for (var y = output.Height - 1; y >= 0; y--)
            {
                var row = Math.Max(0, (y * window.Stride.Height) - window.Padding.Top);
                for (var x = output.Width - 1; x >= 0; x--)
                {
                    var column = Math.Max(0, (x * window.Stride.Width) - window.Padding.Left);
                    var first = (((long)n * input.Height) + row) * rowBytes + ((long)column * input.Channels);
                    needed = Math.Min(needed, first);
                    var lastColumn = Math.Min(x + pixelsAtOnce, output.Width);
                    var written = ((((long)n * output.Height) + y) * output.Width + lastColumn) * output.Channels;
                    distance = Math.Max(distance, written - needed);
                }
            }
        }

        return checked((int)distance);
    }
}
