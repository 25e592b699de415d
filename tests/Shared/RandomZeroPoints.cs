using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>
/// Windows as networks of uint8 have them: weights with a zero point, near it in most channels and far from it in a few, and factors of
/// up to a half. Now and then with symmetric weights and a scale for each channel instead.
/// </summary>
internal sealed class RandomZeroPoints(RandomGraphBuilder graph, TestRandom random)
{
    /// <param name="windows">Of each image.</param>
    public void Make(int images, int windows)
    {
        for (var image = 0; image < images; image++)
        {
            var input = graph.Input(new Shape(1, random.Int(3, 8), random.Int(3, 9), random.Pick(1, 3, 4, 6, 8, 13, 16, 24)));
            for (var window = 0; window < windows; window++)
                graph.Output(random.Chance(0.5) ? Depthwise(input) : Convolution(input));
        }
    }

    private TensorId Convolution(TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var outputs = random.Int(1, 21);
        var w = random.Chance(0.5) ? RandomWindow.Odd(shape, random, largest: 3) : RandomWindow.For(shape, random, isConvolution: false, 3);
        var filter = new Shape(outputs, w.Window.Height, w.Window.Width, shape.Channels);
        return Add(
            input,
            new Shape(1, w.OutputHeight, w.OutputWidth, outputs),
            filter,
            channelOf: i => i / (filter.ElementCount / outputs),
            axis: 0,
            largestFactor: 0.249,
            (id, inputs, result) => new Conv2D(id, inputs, result, w.Stride, w.Dilation, w.Padding, Activation.Relu));
    }

    private TensorId Depthwise(TensorId input)
    {
        var shape = graph.ShapeOf(input);
        var stride = random.Int(1, 2);
        var padding = new Padding2D(random.Int(0, 1), random.Int(0, 2), random.Int(0, 1), random.Int(0, 2));
        var (height, width) = (shape.Height + padding.Top + padding.Bottom, shape.Width + padding.Left + padding.Right);
        return Add(
            input,
            new Shape(1, ((height - 3) / stride) + 1, ((width - 3) / stride) + 1, shape.Channels),
            new Shape(1, 3, 3, shape.Channels),
            channelOf: i => i % shape.Channels,
            axis: 3,
            largestFactor: 0.499,
            (id, inputs, result) => new DepthwiseConv2D(
                id, inputs, result, new Size2D(stride, stride), Size2D.One, padding, DepthMultiplier: 1, Activation.Relu));
    }

    private TensorId Add(
        TensorId input,
        Shape result,
        Shape filter,
        Func<int, int> channelOf,
        int axis,
        double largestFactor,
        Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var channels = filter[axis];
        var zeroPoint = random.Chance(0.2) ? 0 : random.Int(-100, 100);
        var factors = Enumerable.Range(0, zeroPoint == 0 ? channels : 1)
            .Select(_ => random.Double(random.Chance(0.5) ? 0.001 : largestFactor / 2, largestFactor)).ToArray();
        var inputScale = graph.QuantizationOf(input).Scale;
        var scales = factors.Select(f => (float)(f / inputScale)).ToImmutableArray();
        var quantization = zeroPoint == 0
            ? new QuantizationParameters(scales, [.. new int[channels]], axis)
            : QuantizationParameters.PerTensor(scales[0], zeroPoint);

        var isFar = Enumerable.Range(0, channels).Select(_ => random.Chance(0.15)).ToArray();
        var weights = new byte[filter.ElementCount];
        var taps = filter.ElementCount / channels;
        for (var i = 0; i < weights.Length; i++)
        {
            var channel = channelOf(i);
            var near = Math.Clamp((int)(2 / (factors[channel % factors.Length] * Math.Sqrt(taps))), 1, 126 - Math.Abs(zeroPoint));
            var weight = isFar[channel] ? random.Int(-127, 127) : zeroPoint + random.Int(-near, near);
            weights[i] = unchecked((byte)Math.Clamp(weight, -127, 127));
        }

        var inputs = ImmutableArray.Create(
            input,
            graph.Weights(filter, quantization, weights),
            graph.Bias(
                channels,
                120 / factors.Max(),
                new QuantizationParameters([.. scales.Select(s => s * inputScale)], [.. new int[scales.Length]])));
        var product = random.Pick(ScaleProduct.Float32, ScaleProduct.Float64);
        return graph.Add(
            result,
            QuantizationParameters.PerTensor(1, sbyte.MinValue),
            (id, results) => make(id, inputs, results) switch
            {
                Conv2D op => op with { ScaleProduct = product },
                DepthwiseConv2D op => op with { ScaleProduct = product },
                var op => op,
            });
    }
}
