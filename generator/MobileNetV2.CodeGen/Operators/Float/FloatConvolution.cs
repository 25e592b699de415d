using System.Runtime.CompilerServices;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CONV_2D and FULLY_CONNECTED on float32, as products of a matrix of windows and the filter.</summary>
internal static class FloatConvolution
{
    public static void Run(Conv2D op, TensorValues values)
    {
        var graph = values.Graph;
        var (input, filter, output) = (graph[op.Input].Shape, graph[op.Filter].Shape, graph[op.Output].Shape);
        var result = values.WriteFloats(op.Output);
        var weights = values.Floats(op.Filter);
        var windows = new FloatWindows(input, output, filter, op.Stride, op.Dilation, op.Padding);
        var perGroup = output.Channels / windows.Groups;
        var filterLength = filter.Height * filter.Width * filter.Channels;
        for (var group = 0; group < windows.Groups; group++)
        {
            var columns = Padded(weights.Slice(group * perGroup * filterLength, perGroup * filterLength), filterLength, windows.Length);
            for (var row = 0; row < output.Batch * output.Height; row++)
            {
                var taps = windows.Row(values.Floats(op.Input), row, group);
                FloatVectors.Products(
                    taps, columns, windows.Length, result[((row * output.Width * output.Channels) + (group * perGroup))..],
                    output.Channels);
            }
        }

        Finish(op, values, result, output.Channels);
    }

    public static void Run(FullyConnected op, TensorValues values)
    {
        var (outputs, length) = (values.Graph[op.Filter].Shape[0], values.Graph[op.Filter].Shape[1]);
        var result = values.WriteFloats(op.Output);
        var padded = FloatVectors.Padded(length);
        FloatVectors.Products(
            Padded(values.Floats(op.Input), length, padded), Padded(values.Floats(op.Filter), length, padded), padded, result, outputs);
        Finish(op, values, result, outputs);
    }

    /// <summary>Adds the bias and clamps.</summary>
    internal static void Finish(FilterOperator op, TensorValues values, Span<float> result, int channels)
    {
        if (op.Bias is { } id)
        {
            var bias = values.Floats(id);
            for (var i = 0; i < result.Length; i += channels)
                Add(result.Slice(i, channels), bias);
        }

        op.Activation.Clamp(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<float> sums, ReadOnlySpan<float> bias)
    {
        for (var c = 0; c < sums.Length; c++)
            sums[c] += bias[c];
    }

    /// <summary>Rows of <paramref name="length"/> elements, each followed by zeros.</summary>
    private static ReadOnlySpan<float> Padded(ReadOnlySpan<float> rows, int length, int padded)
    {
        if (length == padded)
            return rows;
        var result = new float[checked(rows.Length / length * padded)];
        for (var r = 0; r < rows.Length / length; r++)
            rows.Slice(r * length, length).CopyTo(result.AsSpan(r * padded));
        return result;
    }
}
