using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Appends one random operator to a graph; each method gives the operator's output.</summary>
internal sealed class RandomOperators(RandomGraphBuilder graph, TestRandom random)
{
    private const double WeightRootMeanSquare = 73;

    public TensorId Convolution(
        TensorId input,
        int? channels = null,
        RandomWindow? window = null,
        Activation? activation = null,
        QuantizationParameters? output = null)
    {
        var shape = graph.ShapeOf(input);
        var groups = window is null && random.Chance(0.2) ? Divisor(shape.Channels) : 1;
        var outputs = channels ?? groups * random.Int(1, Math.Max(1, 24 / groups));
        var w = window ?? RandomWindow.For(shape, random, isConvolution: true);
        var taps = w.Window.Height * w.Window.Width * shape.Channels / groups;
        var filter = graph.Weights(
            new Shape(outputs, w.Window.Height, w.Window.Width, shape.Channels / groups),
            WeightQuantization(input, taps, outputs, axis: 0));
        var act = activation ?? graph.AnyActivation();
        var inputs = WithBias(input, filter, outputs, taps);
        var result = new Shape(shape.Batch, w.OutputHeight, w.OutputWidth, outputs);
        Conv2D Make(OperatorId id, ImmutableArray<TensorId> results) =>
            new(id, inputs, results, w.Stride, w.Dilation, w.Padding, act) { ScaleProduct = ProductOf(id) };
        return output is null ? graph.AddCalibrated(result, IsRectified(act), Make) : graph.Add(result, output, Make);
    }

    public TensorId Depthwise(TensorId input, RandomWindow? window = null, int? multiplier = null, Activation? activation = null)
    {
        var shape = graph.ShapeOf(input);
        var repeat = multiplier ?? (random.Chance(0.6) ? 1 : random.Int(1, shape.Channels == 1 ? 9 : 3));
        var outputs = shape.Channels * repeat;
        var w = window ?? RandomWindow.For(shape, random, isConvolution: true);
        var taps = w.Window.Height * w.Window.Width;
        var filter = graph.Weights(
            new Shape(1, w.Window.Height, w.Window.Width, outputs), WeightQuantization(input, taps, outputs, axis: 3));
        var act = activation ?? graph.AnyActivation();
        var inputs = WithBias(input, filter, outputs, taps);
        return graph.AddCalibrated(
            new Shape(shape.Batch, w.OutputHeight, w.OutputWidth, outputs),
            IsRectified(act),
            (id, result) =>
                new DepthwiseConv2D(id, inputs, result, w.Stride, w.Dilation, w.Padding, repeat, act) { ScaleProduct = ProductOf(id) });
    }

    public TensorId FullyConnected(TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var keep = random.Chance(0.3);
        var length = keep ? shape.Channels : shape.ElementCount / shape[0];
        var outputs = random.Int(1, 20);
        var filter = graph.Weights(new Shape(outputs, length), WeightQuantization(input, length, outputs, axis: 0));
        var act = graph.AnyActivation();
        var inputs = WithBias(input, filter, outputs, length);
        return graph.AddCalibrated(
            keep ? new Shape([.. shape.Dimensions[..^1], outputs]) : new Shape(shape[0], outputs),
            IsRectified(act),
            (id, result) => new FullyConnected(id, inputs, result, keep, act));
    }

    public TensorId Binary(string kind, TensorId left, TensorId right, Shape shape)
    {
        if (kind is "MAXIMUM" or "MINIMUM")
        {
            return graph.Add(
                shape,
                graph.QuantizationOf(left),
                (id, result) => kind == "MAXIMUM" ? new Maximum(id, [left, right], result) : new Minimum(id, [left, right], result));
        }

        var act = graph.AnyActivation();
        if (kind == "DIV")
        {
            // Divisors near zero would calibrate the output to nothing but them.
            var scale = graph.QuantizationOf(left).Scale / graph.QuantizationOf(right).Scale * (float)random.Double(0.02, 0.2);
            return graph.Add(
                shape, QuantizationParameters.PerTensor(scale, random.Int(-60, 60)), (id, result) =>
                    new Div(id, [left, right], result, act));
        }

        return graph.AddCalibrated(shape, IsRectified(act), (id, result) => kind switch
        {
            "SQUARED_DIFFERENCE" => new SquaredDifference(id, [left, right], result),
            "PRELU" => new Prelu(id, [left, right], result),
            "ADD" => new Add(id, [left, right], result, act),
            "SUB" => new Sub(id, [left, right], result, act),
            "MUL" => new Mul(id, [left, right], result, act) { ScaleProduct = ProductOf(id) },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        });
    }

    public TensorId Pool(string kind, TensorId input, RandomWindow? window = null)
    {
        var shape = graph.ShapeOf(input);
        var w = window ?? RandomWindow.For(shape, random, isConvolution: false);
        var act = graph.AnyActivation();
        return graph.Add(
            new Shape(shape.Batch, w.OutputHeight, w.OutputWidth, shape.Channels),
            graph.QuantizationOf(input),
            (id, result) => kind == "MAX_POOL_2D"
                ? new MaxPool2D(id, [input], result, w.Window, w.Stride, w.Padding, act)
                : new AveragePool2D(id, [input], result, w.Window, w.Stride, w.Padding, act) { UInt8Rounding = id.Value % 3 == 1 });
    }

    public TensorId Mean(TensorId input, ImmutableArray<int>? over = null) => Reduce("MEAN", input, over);

    public TensorId Reduce(string kind, TensorId input, ImmutableArray<int>? over = null)
    {
        var shape = graph.ShapeOf(input);
        var axes = over ?? [.. Enumerable.Range(0, shape.Rank).Where(_ => random.Chance(0.5)).DefaultIfEmpty(shape.Rank - 1)];
        var keep = random.Chance(0.5);
        var axesLeft = Enumerable.Range(0, shape.Rank).Where(axis => keep || !axes.Contains(axis));
        var reduced = new Shape([.. axesLeft.Select(axis => axes.Contains(axis) ? 1 : shape[axis])]);
        return kind switch
        {
            "MEAN" => graph.AddCalibrated(reduced, rectified: false, (id, result) => new Mean(id, [input], result, axes)),
            "SUM" => graph.AddCalibrated(reduced, rectified: false, (id, result) => new Sum(id, [input], result, axes)),
            "REDUCE_MAX" => graph.Add(reduced, graph.QuantizationOf(input), (id, result) => new ReduceMax(id, [input], result, axes)),
            "REDUCE_MIN" => graph.Add(reduced, graph.QuantizationOf(input), (id, result) => new ReduceMin(id, [input], result, axes)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    public TensorId LogSoftmax(TensorId input) => graph.Add(
        graph.ShapeOf(input), QuantizationParameters.PerTensor(16f / 256, 127), (id, result) => new LogSoftmax(id, [input], result));

    public TensorId L2Normalization(TensorId input) => graph.Add(
        graph.ShapeOf(input), QuantizationParameters.PerTensor(1f / 128, 0), (id, result) => new L2Normalization(id, [input], result));

    public TensorId Softmax(TensorId input) => graph.Add(
        graph.ShapeOf(input),
        QuantizationParameters.PerTensor(1f / 256, -128),
        (id, result) => new Softmax(id, [input], result, random.Chance(0.7) ? 1 : (float)random.Double(0.1, 3)));

    public TensorId Resize(string kind, TensorId input)
    {
        var shape = graph.ShapeOf(input);
        int Side(int side) => random.Chance(0.4) ? side * random.Int(1, 3) : random.Int(1, 20);
        var (corners, centers) = random.Int(0, 2) switch { 0 => (false, false), 1 => (true, false), _ => (false, true) };
        return graph.Add(
            new Shape(shape.Batch, Side(shape.Height), Side(shape.Width), shape.Channels),
            graph.QuantizationOf(input),
            (id, result) => kind == "RESIZE_BILINEAR"
                ? new ResizeBilinear(id, [input], result, corners, centers) { UInt8Rounding = random.Chance(0.3) }
                : new ResizeNearestNeighbor(id, [input], result, corners, centers));
    }

    public TensorId TransposeConvolution(TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var outputs = random.Int(1, 9);
        var (kernel, stride) = (new Size2D(random.Int(1, 5), random.Int(1, 5)), new Size2D(random.Int(1, 3), random.Int(1, 3)));

        // The output is as large as the convolution that goes the other way allows: up to stride - 1 pixels more than its windows cover.
        var crop = new Padding2D(
            random.Int(0, kernel.Height - 1), random.Int(0, kernel.Height - 1), random.Int(0, kernel.Width - 1),
            random.Int(0, kernel.Width - 1));
        var height = ((shape.Height - 1) * stride.Height) + kernel.Height + random.Int(0, stride.Height - 1) - crop.Top - crop.Bottom;
        var width = ((shape.Width - 1) * stride.Width) + kernel.Width + random.Int(0, stride.Width - 1) - crop.Left - crop.Right;
        if (height < 1 || width < 1)
        {
            crop = default;
            height = ((shape.Height - 1) * stride.Height) + kernel.Height;
            width = ((shape.Width - 1) * stride.Width) + kernel.Width;
        }

        var taps = Math.Max(1, kernel.Height / stride.Height) * Math.Max(1, kernel.Width / stride.Width) * shape.Channels;
        var filter = graph.Weights(
            new Shape(outputs, kernel.Height, kernel.Width, shape.Channels), WeightQuantization(input, taps, outputs, axis: 0));
        var act = graph.AnyActivation();
        var inputs = WithBias(input, filter, outputs, taps);
        return graph.AddCalibrated(
            new Shape(shape.Batch, height, width, outputs),
            IsRectified(act),
            (id, result) => new TransposeConv(id, inputs, result, stride, crop, act) { ScaleProduct = ProductOf(id) });
    }

    public TensorId MatrixProduct(TensorId left, TensorId right, Shape shape, bool transposeLeft, bool transposeRight)
    {
        var act = graph.AnyActivation();
        return graph.AddCalibrated(
            shape, IsRectified(act), (id, result) => new BatchMatMul(id, [left, right], result, transposeLeft, transposeRight, act));
    }

    public TensorId Reshape(TensorId input, Shape shape, string kind = "RESHAPE") =>
        graph.Add(shape, graph[input].Quantization, (id, result) => new Reshape(id, [input], result, kind));

    public TensorId Pad(TensorId input, ImmutableArray<int> before, ImmutableArray<int> after)
    {
        var q = graph.QuantizationOf(input);
        return graph.Add(
            new Shape([.. graph.ShapeOf(input).Dimensions.Select((d, i) => before[i] + d + after[i])]),
            q,
            (id, result) => new Pad(id, [input], result, before, after, random.Chance(0.75) ? q.ZeroPoint : random.Int(-128, 127)));
    }

    public TensorId Concatenation(ImmutableArray<TensorId> inputs, int axis, QuantizationParameters quantization)
    {
        var total = inputs.Sum(id => graph.ShapeOf(id)[axis]);
        return graph.Add(
            new Shape(graph.ShapeOf(inputs[0]).Dimensions.SetItem(axis, total)),
            quantization,
            (id, result) => new Concatenation(id, inputs, result, axis) { UInt8Rounding = id.Value % 3 == 1 });
    }

    public TensorId Transpose(TensorId input, ImmutableArray<int> permutation) => graph.Add(
        new Shape([.. permutation.Select(axis => graph.ShapeOf(input)[axis])]),
        graph[input].Quantization,
        (id, result) => new Transpose(id, [input], result, permutation));

    public TensorId Quantize(TensorId input, ElementType type, QuantizationParameters quantization) =>
        graph.Add(graph.ShapeOf(input), quantization, (id, result) => new Quantize(id, [input], result), type);

    public TensorId Dequantize(TensorId input) =>
        graph.Add(graph.ShapeOf(input), null, (id, result) => new Dequantize(id, [input], result), ElementType.Float32);

    /// <summary>RELU6 keeps the quantization, the others may change it.</summary>
    public TensorId Relu(TensorId input, Activation activation)
    {
        var q = graph.QuantizationOf(input);
        if (activation != Activation.Relu6 && random.Chance(0.5))
            q = QuantizationParameters.PerTensor(q.Scale * (float)random.Double(0.4, 2), random.Int(-128, 20));
        return graph.Add(graph.ShapeOf(input), q, (id, result) => new Relu(id, [input], result, activation));
    }

    /// <summary>Both roundings occur; no draw, so that a seed gives the networks that it always gave.</summary>
    private static ScaleProduct ProductOf(OperatorId id) => id.Value % 2 == 0 ? ScaleProduct.Float64 : ScaleProduct.Float32;

    private int Divisor(int n)
    {
        var divisors = Enumerable.Range(1, n).Where(d => n % d == 0).ToArray();
        return random.Pick<int>(divisors);
    }

    private static bool IsRectified(Activation activation) => activation is Activation.Relu or Activation.Relu6;

    /// <summary>
    /// Weights that make sums of <paramref name="taps"/> products a few units large, so that every activation clips something.
    /// </summary>
    private QuantizationParameters WeightQuantization(TensorId input, int taps, int channels, int axis)
    {
        var scale = (float)(random.Double(0.5, 5) / (graph.MagnitudeOf(input) * WeightRootMeanSquare * Math.Sqrt(taps)));
        if (channels == 1 || random.Chance(0.3))
            return QuantizationParameters.PerTensor(scale, random.Chance(0.3) ? random.Int(-30, 30) : 0);
        return new QuantizationParameters(
            [.. Enumerable.Range(0, channels).Select(_ => scale * (float)random.Double(0.3, 1.7))], [.. new int[channels]], axis);
    }

    private ImmutableArray<TensorId> WithBias(TensorId input, TensorId filter, int channels, int taps)
    {
        if (random.Chance(0.15))
            return [input, filter];
        var scales = graph.QuantizationOf(filter).Scales.Select(s => s * graph.QuantizationOf(input).Scale);
        var quantization = new QuantizationParameters([.. scales], [.. new int[graph.QuantizationOf(filter).Scales.Length]]);
        var magnitude = graph.MagnitudeOf(input) / graph.QuantizationOf(input).Scale * WeightRootMeanSquare * Math.Sqrt(taps);
        return [input, filter, graph.Bias(channels, magnitude, quantization)];
    }
}
