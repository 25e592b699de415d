using System.Runtime.CompilerServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CONV_2D, grouped and dilated forms included.</summary>
internal static class ConvolutionKernel
{
    public static void Run(Conv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input], graph[op.Filter].Shape, graph[op.Output].Shape);
        var constants = ConvolutionConstants.For(graph, op).By(values.Rounding, graph, op);
        var window = new Size2D(filter.Height, filter.Width);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, constants.InputOffset);
        var image = new PaddedImage(elements, input.Shape, output, window, op.Stride, op.Dilation, op.Padding);
        var weights = Elements.Widen(values.Read(op.Filter), graph[op.Filter].Type, constants.FilterOffset);
        var bias = values.ReadBias(op.Bias, output.Channels);
        var result = values.Write(op.Output);

        // Without groups and horizontal dilation, a row of the window is one run of memory.
        var channelsPerGroup = filter.Channels;
        var groups = input.Shape.Channels / channelsPerGroup;
        var outputsPerGroup = output.Channels / groups;
        var rowIsOneRun = groups == 1 && op.Dilation.Width == 1;
        var (runs, runLength) = rowIsOneRun ? (1, window.Width * channelsPerGroup) : (window.Width, channelsPerGroup);
        var filterLength = window.Height * runs * runLength;

        Parallel.For(0, output.Batch * output.Height, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (row) =>
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var target = row * output.Width * output.Channels;
            var sums = new int[output.Channels];
            for (var x = 0; x < output.Width; x++)
            {
                bias.CopyTo(sums, 0);
                for (var run = 0; run < window.Height * runs; run++)
                {
                    var (ky, kx) = Math.DivRem(run, runs);
                    var imageY = (y * op.Stride.Height) + (ky * op.Dilation.Height);
                    var imageX = (x * op.Stride.Width) + (kx * op.Dilation.Width);
                    for (var group = 0; group < groups; group++)
                    {
                        var pixels = image.Run(batch, imageY, imageX, group * channelsPerGroup, runLength);
                        VectorMath.Products(
                            pixels,
                            weights.AsSpan((group * outputsPerGroup * filterLength) + (run * runLength)),
                            filterLength,
                            sums.AsSpan(group * outputsPerGroup, outputsPerGroup));
                    }
                }

                for (var channel = 0; channel < sums.Length; channel++)
                    result[target++] = constants.Finish(sums[channel], channel);
            }
        });
    }
}
