using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Walks the windows of a pooling operator and, in each, the taps that lie inside the image.</summary>
internal static class PoolWindows
{
    /// <param name="clear">Called before a window's first tap.</param>
    /// <param name="tap">Called with the offset of a tap's first channel in the input.</param>
    /// <param name="finish">Called with the offset of the window's first channel in the output.</param>
    public static void Walk(
        Shape input, Shape output, Size2D window, Size2D stride, Padding2D padding, Action clear, Action<int> tap, Action<int> finish)
    {
        for (var pixel = 0; pixel < output.Batch * output.Height * output.Width; pixel++)
        {
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var (top, left) = ((y * stride.Height) - padding.Top, (x * stride.Width) - padding.Left);
            clear();
            for (var iy = Math.Max(top, 0); iy < Math.Min(top + window.Height, input.Height); iy++)
            {
                for (var ix = Math.Max(left, 0); ix < Math.Min(left + window.Width, input.Width); ix++)
                    tap(((((batch * input.Height) + iy) * input.Width) + ix) * input.Channels);
            }

            finish(pixel * output.Channels);
        }
    }
}
