using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Pooling, MEAN and SOFTMAX on float32. Sums are taken in binary64, so that the number of elements costs no accuracy.</summary>
internal static class FloatPooling
{
    public static void Average(AveragePool2D op, TensorValues values)
    {
        var input = values.Floats(op.Input).ToArray();
        var result = new float[values.Graph[op.Output].Shape.ElementCount];
        var sums = new double[values.Graph[op.Output].Shape.Channels];
        var taps = 0;
        Walk(
            op,
            values,
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
                    result[target + c] = (float)(sums[c] / taps);
            });
        Store(op, values, result);
    }

    public static void Max(MaxPool2D op, TensorValues values)
    {
        var input = values.Floats(op.Input).ToArray();
        var result = new float[values.Graph[op.Output].Shape.ElementCount];
        var maxima = new float[values.Graph[op.Output].Shape.Channels];
        Walk(
            op,
            values,
            clear: () => Array.Fill(maxima, float.MinValue),
            tap: source =>
            {
                for (var c = 0; c < maxima.Length; c++)
                    maxima[c] = input[source + c] > maxima[c] ? input[source + c] : maxima[c];
            },
            finish: target => maxima.CopyTo(result, target));
        Store(op, values, result);
    }

    public static void Mean(Mean op, TensorValues values)
    {
        var input = values.Graph[op.Input].Shape;
        var kept = new Shape([.. input.Dimensions.Select((size, axis) => op.Axes.Contains(axis) ? 1 : size)]);
        var strides = Offsets.Strides(kept);
        var target = Offsets.Walk(input, [.. Enumerable.Range(0, input.Rank).Select(axis => op.Axes.Contains(axis) ? 0 : strides[axis])]);
        var sums = new double[kept.ElementCount];
        var elements = values.Floats(op.Input);
        for (var i = 0; i < elements.Length; i++)
            sums[target[i]] += elements[i];
        var count = elements.Length / sums.Length;
        var result = values.WriteFloats(op.Output);
        for (var i = 0; i < sums.Length; i++)
            result[i] = (float)(sums[i] / count);
    }

    public static void Softmax(Softmax op, TensorValues values)
    {
        var depth = values.Graph[op.Input].Shape.Channels;
        var input = values.Floats(op.Input);
        var result = values.WriteFloats(op.Output);
        var powers = new double[depth];
        for (var start = 0; start < input.Length; start += depth)
        {
            var row = input.Slice(start, depth);
            var largest = float.NegativeInfinity;
            foreach (var x in row)
                largest = MathF.Max(largest, x);
            var sum = 0.0;
            for (var i = 0; i < depth; i++)
                sum += powers[i] = FloatFunctions.Exp((row[i] - (double)largest) * op.Beta);
            for (var i = 0; i < depth; i++)
                result[start + i] = (float)(powers[i] / sum);
        }
    }

    private static void Walk(PoolOperator op, TensorValues values, Action clear, Action<int> tap, Action<int> finish) => PoolWindows.Walk(
        values.Graph[op.Input].Shape, values.Graph[op.Output].Shape, op.Window, op.Stride, op.Padding, clear, tap, finish);

    private static void Store(PoolOperator op, TensorValues values, float[] result)
    {
        op.Activation.Clamp(result);
        result.CopyTo(values.WriteFloats(op.Output));
    }
}
