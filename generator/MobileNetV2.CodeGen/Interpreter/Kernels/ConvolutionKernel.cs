using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Interpreter.Kernels;

/// <summary>CONV_2D, grouped and dilated forms included.</summary>
internal static class ConvolutionKernel
{
    public static void Run(Conv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input], graph[op.Filter].Shape, graph[op.Output].Shape);
        var constants = ConvolutionConstants.For(graph, op);
        var window = new Size2D(filter.Height, filter.Width);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, constants.InputOffset);
        var image = new PaddedImage(elements, input.Shape, output, window, op.Stride, op.Dilation, op.Padding);
        var weights = Elements.Widen(values.Read(op.Filter), graph[op.Filter].Type, constants.FilterOffset);
        var bias = values.ReadBias(op.Bias, output.Channels);
        var result = values.Write(op.Output);

        var channelsPerGroup = filter.Channels;
        var outputsPerGroup = output.Channels / (input.Shape.Channels / channelsPerGroup);

        // Without groups and horizontal dilation, a row of the window is one run of memory.
        var rowIsOneRun = channelsPerGroup == input.Shape.Channels && op.Dilation.Width == 1;
        var (runs, runLength) = rowIsOneRun ? (1, window.Width * channelsPerGroup) : (window.Width, channelsPerGroup);

        Parallel.For(0, output.Batch * output.Height, row =>
        {
            var (batch, y) = Math.DivRem(row, output.Height);
            var target = row * output.Width * output.Channels;
            for (var x = 0; x < output.Width; x++)
            {
                for (var channel = 0; channel < output.Channels; channel++)
                {
                    var sum = bias[channel];
                    var firstInput = channel / outputsPerGroup * channelsPerGroup;
                    var tap = channel * window.Height * runs * runLength;
                    for (var ky = 0; ky < window.Height; ky++)
                    {
                        for (var run = 0; run < runs; run++, tap += runLength)
                        {
                            var pixels = image.Run(
                                batch,
                                (y * op.Stride.Height) + (ky * op.Dilation.Height),
                                (x * op.Stride.Width) + (run * op.Dilation.Width),
                                firstInput,
                                runLength);
                            sum = unchecked(sum + VectorMath.Dot(pixels, weights.AsSpan(tap, runLength)));
                        }
                    }

                    result[target++] = constants.Finish(sum, channel);
                }
            }
        });
    }
}
