using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Convolutions and FULLY_CONNECTED on 16-bit values: each result a sum over the taps inside the input.</summary>
internal static class WideConvolution
{
    public static void Run(Conv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var filter = graph[op.Filter].Shape;
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        var outputsPerGroup = output.Channels / (input.Channels / filter.Channels);
        var (constants, window) = (ConvolutionConstants.For(graph, op), new Size2D(filter.Height, filter.Width));
        Run(op, values, constants, window, op.Stride, op.Dilation, op.Padding, (channel, tap) => (
            ((channel * filter.Height * filter.Width) + tap) * filter.Channels,
            channel / outputsPerGroup * filter.Channels,
            filter.Channels));
    }

    public static void Run(DepthwiseConv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var filter = graph[op.Filter].Shape;
        var repeat = filter.Channels / graph[op.Input].Shape.Channels;
        var (constants, window) = (ConvolutionConstants.For(graph, op), new Size2D(filter.Height, filter.Width));
        Run(op, values, constants, window, op.Stride, op.Dilation, op.Padding, (channel, tap) =>
            ((tap * filter.Channels) + channel, channel / repeat, 1));
    }

    /// <remarks>Each input pixel is spread over what its filter covers.</remarks>
    public static void Run(TransposeConv op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input].Shape, graph[op.Filter].Shape, graph[op.Output].Shape);
        var constants = ConvolutionConstants.For(graph, op);
        var bias = WideRequantization.Bias(values, op, output.Channels);
        var elements = values.Shorts(op.Input);
        var weights = MemoryMarshal.Cast<byte, sbyte>(values.Read(op.Filter));
        var sums = Enumerable.Range(0, output.ElementCount).Select(i => bias[i % output.Channels]).ToArray();
        for (var pixel = 0; pixel < input.Batch * input.Height * input.Width; pixel++)
        {
            var (row, x) = Math.DivRem(pixel, input.Width);
            var (batch, y) = Math.DivRem(row, input.Height);
            for (var weight = 0; weight < filter.ElementCount / filter.Channels; weight++)
            {
                var (channel, tap) = Math.DivRem(weight, filter.Height * filter.Width);
                var oy = (y * op.Stride.Height) - op.Crop.Top + (tap / filter.Width);
                var ox = (x * op.Stride.Width) - op.Crop.Left + (tap % filter.Width);
                if (oy >= 0 && oy < output.Height && ox >= 0 && ox < output.Width)
                    sums[(((((batch * output.Height) + oy) * output.Width) + ox) * output.Channels) + channel] += Dot(
                        elements.Slice(pixel * input.Channels, input.Channels), weights.Slice(weight * filter.Channels, filter.Channels));
            }
        }

        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < sums.Length; i++)
            result[i] = constants.Finish(sums[i], i % output.Channels, sumBits: 64);
    }

    public static void Run(FullyConnected op, TensorValues values)
    {
        var graph = values.Graph;
        var (outputs, length) = (graph[op.Filter].Shape[0], graph[op.Filter].Shape[1]);
        var constants = ConvolutionConstants.For(graph, op);
        var bias = WideRequantization.Bias(values, op, outputs);
        var sumBits = WideRequantization.SumBits(graph, op);
        var input = values.Shorts(op.Input);
        var weights = MemoryMarshal.Cast<byte, sbyte>(values.Read(op.Filter));
        var result = values.WriteShorts(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var (row, channel) = Math.DivRem(i, outputs);
            var dot = Dot(input.Slice(row * length, length), weights.Slice(channel * length, length));
            result[i] = constants.Finish(bias[channel] + dot, channel, sumBits);
        }
    }

    /// <param name="places">For an output channel and a tap: the first weight, the first input channel,
    /// and how many there are of both.</param>
    private static void Run(
        FilterOperator op,
        TensorValues values,
        ConvolutionConstants constants,
        Size2D window,
        Size2D stride,
        Size2D dilation,
        Padding2D padding,
        Func<int, int, (int Weight, int Channel, int Count)> places)
    {
        var graph = values.Graph;
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        var bias = WideRequantization.Bias(values, op, output.Channels);
        var sumBits = WideRequantization.SumBits(graph, op);
        var elements = values.Shorts(op.Input).ToArray();
        var weights = MemoryMarshal.Cast<byte, sbyte>(values.Read(op.Filter)).ToArray();
        var result = values.Write(op.Output);
        Parallel.For(0, output.Batch * output.Height, row =>
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var written = MemoryMarshal.Cast<byte, short>(result.AsSpan())[(row * output.Width * output.Channels)..];
            for (var i = 0; i < output.Width * output.Channels; i++)
            {
                var (x, channel) = Math.DivRem(i, output.Channels);
                var sum = bias[channel];
                for (var tap = 0; tap < window.Height * window.Width; tap++)
                {
                    var (ky, kx) = Math.DivRem(tap, window.Width);
                    var iy = (y * stride.Height) - padding.Top + (ky * dilation.Height);
                    var ix = (x * stride.Width) - padding.Left + (kx * dilation.Width);
                    if (iy < 0 || iy >= input.Height || ix < 0 || ix >= input.Width)
                        continue;
                    var (weight, first, count) = places(channel, tap);
                    var pixel = (((((batch * input.Height) + iy) * input.Width) + ix) * input.Channels) + first;
                    sum += Dot(elements.AsSpan(pixel, count), weights.AsSpan(weight, count));
                }

                written[i] = constants.Finish(sum, channel, sumBits);
            }
        });
    }

    private static long Dot(ReadOnlySpan<short> values, ReadOnlySpan<sbyte> weights)
    {
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
            sum += values[i] * weights[i];
        return sum;
    }
}
