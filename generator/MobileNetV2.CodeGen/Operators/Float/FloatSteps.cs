using System.Collections.Frozen;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Operators that sum up floats, in networks where floats stand between integers: one product after the other, rounded to binary32 at each
/// step and in the order of the reference's kernels, as the C does it. Networks of floats alone, which are there to measure by, sum in
/// several lanes and in binary64, which is faster and nearer to the reals.
/// </summary>
internal static class FloatSteps
{
    private static readonly FrozenDictionary<Type, Action<Operator, TensorValues>> ByType =
        new Dictionary<Type, Action<Operator, TensorValues>>
        {
            [typeof(Conv2D)] = (op, values) => Convolution((Conv2D)op, values),
            [typeof(DepthwiseConv2D)] = (op, values) => Depthwise((DepthwiseConv2D)op, values),
            [typeof(FullyConnected)] = (op, values) => FullyConnected((FullyConnected)op, values),
            [typeof(AveragePool2D)] = (op, values) => Average((AveragePool2D)op, values),
            [typeof(Mean)] = (op, values) => Fold((Mean)op, values, (sum, x) => sum + x, (sum, count) => sum / count),
            [typeof(Sum)] = (op, values) => Fold((Sum)op, values, (sum, x) => sum + x, (sum, _) => sum),
            [typeof(Softmax)] = (op, values) => Softmax((Softmax)op, values),
            [typeof(L2Normalization)] = L2Normalization,
            [typeof(ResizeBilinear)] = (op, values) => Bilinear((ResizeBilinear)op, values),
        }.ToFrozenDictionary();

    public static bool Has(Operator op) => ByType.ContainsKey(op.GetType());

    public static void Run(Operator op, TensorValues values) => ByType[op.GetType()](op, values);

    /// <summary>LOG_SOFTMAX, which has these steps everywhere.</summary>
    public static void LogSoftmax(Operator op, TensorValues values) => Rows(op, values, (row, result) =>
    {
        var (largest, sum) = (Largest(row), 0f);
        foreach (var x in row)
            sum += (float)FloatFunctions.Exp(x - largest);
        var log = (float)FloatFunctions.Log(sum);
        for (var i = 0; i < row.Length; i++)
            result[i] = row[i] - largest - log;
    });

    private static void Softmax(Softmax op, TensorValues values) => Rows(op, values, (row, result) =>
    {
        var (largest, sum) = (Largest(row), 0f);
        for (var i = 0; i < row.Length; i++)
            sum += result[i] = (float)FloatFunctions.Exp((row[i] - largest) * op.Beta);
        for (var i = 0; i < row.Length; i++)
            result[i] /= sum;
    });

    private static void L2Normalization(Operator op, TensorValues values) => Rows(op, values, (row, result) =>
    {
        var sum = 0f;
        foreach (var x in row)
            sum += x * x;
        var norm = MathF.Sqrt(sum);
        norm = norm < 1e-6f ? 1e-6f : norm;
        for (var i = 0; i < row.Length; i++)
            result[i] = row[i] / norm;
    });

    private static void Convolution(Conv2D op, TensorValues values)
    {
        var filter = values.Graph[op.Filter].Shape;
        var perGroup = values.Graph[op.Output].Shape.Channels / (values.Graph[op.Input].Shape.Channels / filter.Channels);
        Taps(op, values, (filter, op.Stride, op.Dilation, op.Padding), (input, weights, pixel, tap, channel, sum) =>
        {
            var from = pixel + (channel / perGroup * filter.Channels);
            var weight = (channel * filter.Height * filter.Width * filter.Channels) + (tap * filter.Channels);
            for (var c = 0; c < filter.Channels; c++)
                sum += input[from + c] * weights[weight + c];
            return sum;
        });
    }

    private static void Depthwise(DepthwiseConv2D op, TensorValues values)
    {
        var filter = values.Graph[op.Filter].Shape;
        Taps(op, values, (filter, op.Stride, op.Dilation, op.Padding), (input, weights, pixel, tap, channel, sum) =>
            sum + (input[pixel + (channel / op.DepthMultiplier)] * weights[(tap * filter.Channels) + channel]));
    }

    private static void FullyConnected(FullyConnected op, TensorValues values)
    {
        var (outputs, length) = (values.Graph[op.Filter].Shape[0], values.Graph[op.Filter].Shape[1]);
        var input = values.Floats(op.Input);
        var weights = values.Floats(op.Filter);
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var (batch, output) = Math.DivRem(i, outputs);
            var sum = 0f;
            for (var k = 0; k < length; k++)
                sum += input[(batch * length) + k] * weights[(output * length) + k];
            result[i] = sum;
        }

        Finish(op, values, result, outputs);
    }

    private delegate float TapSum(ReadOnlySpan<float> input, ReadOnlySpan<float> weights, int pixel, int tap, int channel, float sum);

    /// <summary>Sums over the taps inside the image, row by row.</summary>
    private static void Taps(
        FilterOperator op, TensorValues values, (Shape Filter, Size2D Stride, Size2D Dilation, Padding2D Padding) window, TapSum add)
    {
        var (shape, output) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var input = values.Floats(op.Input);
        var weights = values.Floats(op.Filter);
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, output.Channels);
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var sum = 0f;
            for (var tap = 0; tap < window.Filter.Height * window.Filter.Width; tap++)
            {
                var (ky, kx) = Math.DivRem(tap, window.Filter.Width);
                var iy = (y * window.Stride.Height) - window.Padding.Top + (ky * window.Dilation.Height);
                var ix = (x * window.Stride.Width) - window.Padding.Left + (kx * window.Dilation.Width);
                if (iy >= 0 && iy < shape.Height && ix >= 0 && ix < shape.Width)
                    sum = add(input, weights, ((((batch * shape.Height) + iy) * shape.Width) + ix) * shape.Channels, tap, channel, sum);
            }

            result[i] = sum;
        }

        Finish(op, values, result, output.Channels);
    }

    private static void Average(AveragePool2D op, TensorValues values)
    {
        var input = values.Floats(op.Input).ToArray();
        var result = new float[values.Graph[op.Output].Shape.ElementCount];
        var sums = new float[values.Graph[op.Output].Shape.Channels];
        var taps = 0;
        PoolWindows.Walk(
            values.Graph[op.Input].Shape,
            values.Graph[op.Output].Shape,
            op.Window,
            op.Stride,
            op.Padding,
            clear: () =>
            {
                Array.Clear(sums);
                taps = 0;
            },
            tap: source =>
            {
                taps++;
                for (var c = 0; c < sums.Length; c++)
                    sums[c] += input[source + c];
            },
            finish: target =>
            {
                for (var c = 0; c < sums.Length; c++)
                    result[target + c] = sums[c] / taps;
            });
        Store(values, op, result, op.Activation);
    }

    private static void Fold(ReduceOperator op, TensorValues values, Func<float, float, float> fold, Func<float, int, float> finish)
    {
        var input = values.Graph[op.Input].Shape;
        var kept = Reductions.Kept(input, op.Axes);
        var target = Offsets.Broadcast(kept, input);
        var folded = new float[kept.ElementCount];
        var elements = values.Floats(op.Input);
        for (var i = 0; i < elements.Length; i++)
            folded[target[i]] = fold(folded[target[i]], elements[i]);
        var count = elements.Length / folded.Length;
        Store(values, op, [.. folded.Select(x => finish(x, count))], Activation.None);
    }

    private static void Bilinear(ResizeBilinear op, TensorValues values)
    {
        var (input, output) = (values.Graph[op.Input].Shape, values.Graph[op.Output].Shape);
        var (rows, columns) = (FloatResize.Axis(input.Height, output.Height, op), FloatResize.Axis(input.Width, output.Width, op));
        var source = values.Floats(op.Input);
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < result.Length; i++)
        {
            var (pixel, c) = Math.DivRem(i, output.Channels);
            var (row, x) = Math.DivRem(pixel, output.Width);
            var (batch, y) = Math.DivRem(row, output.Height);
            var ((top, bottom, down), (left, right, along)) = (rows[y], columns[x]);
            var (upper, lower) = (((batch * input.Height) + top) * input.Width, ((batch * input.Height) + bottom) * input.Width);
            var corner = source[((upper + left) * input.Channels) + c] * (1 - down) * (1 - along);
            corner += source[((lower + left) * input.Channels) + c] * down * (1 - along);
            corner += source[((upper + right) * input.Channels) + c] * (1 - down) * along;
            result[i] = FloatFunctions.Canonical(corner + (source[((lower + right) * input.Channels) + c] * down * along));
        }
    }

    private static float Largest(ReadOnlySpan<float> row)
    {
        var largest = float.MinValue;
        foreach (var x in row)
            largest = x > largest ? x : largest;
        return largest;
    }

    private delegate void RowFunction(ReadOnlySpan<float> row, Span<float> result);

    private static void Rows(Operator op, TensorValues values, RowFunction function)
    {
        var depth = values.Graph[op.Input].Shape.Channels;
        var input = values.Floats(op.Input);
        var result = new float[input.Length];
        for (var start = 0; start < input.Length; start += depth)
            function(input.Slice(start, depth), result.AsSpan(start, depth));
        Store(values, op, result, Activation.None);
    }

    /// <summary>Adds the bias and clamps.</summary>
    private static void Finish(FilterOperator op, TensorValues values, Span<float> result, int channels)
    {
        if (op.Bias is { } id)
        {
            var bias = values.Floats(id);
            for (var i = 0; i < result.Length; i++)
                result[i] += bias[i % channels];
        }

        foreach (ref var x in result)
            x = FloatFunctions.Canonical(x);
        op.Activation.Clamp(result);
    }

    private static void Store(TensorValues values, Operator op, float[] result, Activation activation)
    {
        foreach (ref var x in result.AsSpan())
            x = FloatFunctions.Canonical(x);
        activation.Clamp(result);
        result.CopyTo(values.WriteFloats(op.Output));
    }
}
