namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEPTHWISE_CONV_2D on float32, all channels of a pixel at once.</summary>
internal static class FloatDepthwise
{
    public static void Run(DepthwiseConv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input].Shape, graph[op.Filter].Shape, graph[op.Output].Shape);
        var result = values.WriteFloats(op.Output);
        var weights = values.Floats(op.Filter);
        var channels = output.Channels;
        var source = Repeated(values.Floats(op.Input), channels / input.Channels);
        for (var pixel = 0; pixel < output.Batch * output.Height * output.Width; pixel++)
        {
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var sums = result.Slice(pixel * channels, channels);
            for (var ky = 0; ky < filter.Height; ky++)
            {
                var iy = (y * op.Stride.Height) - op.Padding.Top + (ky * op.Dilation.Height);
                if (iy < 0 || iy >= input.Height)
                    continue;
                for (var kx = 0; kx < filter.Width; kx++)
                {
                    var ix = (x * op.Stride.Width) - op.Padding.Left + (kx * op.Dilation.Width);
                    if (ix < 0 || ix >= input.Width)
                        continue;
                    FloatVectors.MultiplyAdd(
                        source.Slice(((((batch * input.Height) + iy) * input.Width) + ix) * channels, channels),
                        weights.Slice(((ky * filter.Width) + kx) * channels, channels),
                        sums);
                }
            }
        }

        FloatConvolution.Finish(op, values, result, channels);
    }

    private static ReadOnlySpan<float> Repeated(ReadOnlySpan<float> input, int repeat)
    {
        if (repeat == 1)
            return input;
        var result = new float[checked(input.Length * repeat)];
        for (var i = 0; i < input.Length; i++)
            result.AsSpan(i * repeat, repeat).Fill(input[i]);
        return result;
    }
}
