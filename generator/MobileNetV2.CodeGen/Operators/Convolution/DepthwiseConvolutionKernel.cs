using System.Runtime.CompilerServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEPTHWISE_CONV_2D with any depth multiplier: all channels of a pixel at once.</summary>
internal static class DepthwiseConvolutionKernel
{
    public static void Run(DepthwiseConv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input], graph[op.Filter].Shape, graph[op.Output].Shape);
        var constants = ConvolutionConstants.For(graph, op).By(values.Rounding, graph, op);
        var window = new Size2D(filter.Height, filter.Width);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, constants.InputOffset);
        var repeat = output.Channels / input.Shape.Channels;
        var image = new PaddedImage(elements, input.Shape, output, window, op.Stride, op.Dilation, op.Padding, repeat);
        var weights = Elements.Widen(values.Read(op.Filter), graph[op.Filter].Type, constants.FilterOffset);
        var bias = values.ReadBias(op.Bias, output.Channels);
        var result = values.Write(op.Output);

        Parallel.For(0, output.Batch * output.Height, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (row) =>
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var target = row * output.Width * output.Channels;
            var sums = new int[output.Channels];
            for (var x = 0; x < output.Width; x++)
            {
                bias.CopyTo(sums, 0);
                for (var ky = 0; ky < window.Height; ky++)
                {
                    for (var kx = 0; kx < window.Width; kx++)
                    {
                        var pixel = image.Run(
                            batch,
                            (y * op.Stride.Height) + (ky * op.Dilation.Height),
                            (x * op.Stride.Width) + (kx * op.Dilation.Width),
                            0,
                            output.Channels);
                        VectorMath.MultiplyAdd(pixel, weights.AsSpan(((ky * window.Width) + kx) * output.Channels, output.Channels), sums);
                    }
                }

                for (var channel = 0; channel < sums.Length; channel++)
                    result[target++] = constants.Finish(sums[channel], channel);
            }
        });
    }
}
