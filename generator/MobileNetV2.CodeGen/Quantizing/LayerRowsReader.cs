using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Picks output pixels of an operator with a filter, evenly over all samples, and gathers the windows below them.</summary>
internal sealed class LayerRowsReader(Graph graph, FilterOperator op, int zeroPoint)
{
    /// <summary>How the taps of the filter lie: [groups][outputs of a group][taps].</summary>
    public (int Groups, int Taps, int Outputs) Form => op switch
    {
        DepthwiseConv2D => (Input.Channels, Filter.Height * Filter.Width, Filter.Channels),
        Conv2D => (Input.Channels / Filter.Channels, Filter.Height * Filter.Width * Filter.Channels, Filter[0]),
        TransposeConv => (1, Filter.Height * Filter.Width * Filter.Channels, Filter[0]),
        FullyConnected => (1, Filter[1], Filter[0]),
        _ => throw new InvalidOperationException($"{op} has a filter of unknown form"),
    };

    /// <summary>Output pixels of one sample.</summary>
    public int PixelsOfSample => Output.ElementCount / Output.Channels;

    private Shape Input => graph[op.Input].Shape;

    private Shape Filter => graph[op.Filter].Shape;

    private Shape Output => graph[op.Output].Shape;

    /// <param name="inputs">The int8 input of each sample.</param>
    /// <param name="targets">The float result of each sample, before the activation.</param>
    /// <param name="most">Pixels to take at most, of all samples together.</param>
    public LayerRows Read(IReadOnlyList<byte[]> inputs, IReadOnlyList<byte[]> targets, int most)
    {
        var (groups, taps, outputs) = Form;
        var all = checked((long)inputs.Count * PixelsOfSample);
        var count = (int)Math.Min(all, most);
        var pixels = FloatVectors.Padded(count);
        var rows = new LayerRows(new float[checked(groups * taps * pixels)], new float[checked(outputs * pixels)], groups, taps,
            outputs, pixels, count);
        Parallel.For(0, count, at =>
        {
            // Evenly, and not always in the same column of the pictures.
            var (sample, pixel) = Math.DivRem((at * all) / count, PixelsOfSample);
            Gather(inputs[(int)sample], (int)pixel, at, rows);
            var target = MemoryMarshal.Cast<byte, float>(targets[(int)sample].AsSpan());
            for (var o = 0; o < outputs; o++)
                rows.Targets[(o * pixels) + at] = target[((int)pixel * outputs) + o];
        });
        return rows;
    }

    private void Gather(byte[] input, int pixel, int at, LayerRows rows)
    {
        if (op is FullyConnected)
        {
            for (var i = 0; i < rows.Taps; i++)
                rows.Inputs[(i * rows.Pixels) + at] = unchecked((sbyte)input[(pixel * rows.Taps) + i]) - zeroPoint;
            return;
        }

        if (op is TransposeConv transposed)
        {
            GatherTransposed(transposed, input, pixel, at, rows);
            return;
        }

        var (stride, dilation, padding) = op switch
        {
            Conv2D conv => (conv.Stride, conv.Dilation, conv.Padding),
            DepthwiseConv2D conv => (conv.Stride, conv.Dilation, conv.Padding),
            _ => throw new InvalidOperationException($"{op} has no window"),
        };
        var (row, x) = Math.DivRem(pixel, Output.Width);
        var (batch, y) = Math.DivRem(row, Output.Height);
        var perGroup = op is DepthwiseConv2D ? 1 : Filter.Channels;
        for (var ky = 0; ky < Filter.Height; ky++)
        {
            var iy = (y * stride.Height) - padding.Top + (ky * dilation.Height);
            for (var kx = 0; kx < Filter.Width; kx++)
            {
                var ix = (x * stride.Width) - padding.Left + (kx * dilation.Width);
                if (iy < 0 || iy >= Input.Height || ix < 0 || ix >= Input.Width)
                    continue;
                var source = ((((batch * Input.Height) + iy) * Input.Width) + ix) * Input.Channels;
                var tap = ((ky * Filter.Width) + kx) * perGroup;
                for (var c = 0; c < Input.Channels; c++)
                {
                    var (group, channel) = Math.DivRem(c, perGroup);
                    rows.Inputs[(((group * rows.Taps) + tap + channel) * rows.Pixels) + at] =
                        unchecked((sbyte)input[source + c]) - zeroPoint;
                }
            }
        }
    }

    /// <summary>The input pixels whose taps fall on an output pixel.</summary>
    private void GatherTransposed(TransposeConv transposed, byte[] input, int pixel, int at, LayerRows rows)
    {
        var (row, x) = Math.DivRem(pixel, Output.Width);
        var (batch, y) = Math.DivRem(row, Output.Height);
        for (var tap = 0; tap < Filter.Height * Filter.Width; tap++)
        {
            var (ky, kx) = Math.DivRem(tap, Filter.Width);
            var (moved, across) = (y + transposed.Crop.Top - ky, x + transposed.Crop.Left - kx);
            var (iy, ix) = (moved / transposed.Stride.Height, across / transposed.Stride.Width);
            if (moved < 0 || across < 0 || iy >= Input.Height || ix >= Input.Width
                || moved % transposed.Stride.Height != 0 || across % transposed.Stride.Width != 0)
                continue;
            var source = ((((batch * Input.Height) + iy) * Input.Width) + ix) * Input.Channels;
            for (var c = 0; c < Input.Channels; c++)
                rows.Inputs[(((tap * Input.Channels) + c) * rows.Pixels) + at] = unchecked((sbyte)input[source + c]) - zeroPoint;
        }
    }
}
