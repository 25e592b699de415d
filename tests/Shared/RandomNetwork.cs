using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>A random network in the style of MobileNetV2: a body of blocks over images, then a head or several outputs.</summary>
internal sealed class RandomNetwork(RandomGraphBuilder graph, TestRandom random)
{
    private readonly RandomOperators _operators = new(graph, random);

    public void Make()
    {
        var (image, isFloat) = Border();
        var border = image;
        for (var blocks = random.Int(1, 6); blocks > 0; blocks--)
        {
            var previous = image;
            image = Block(image);
            if (random.Chance(0.1) && previous != border) // an input that is an output too is no valid graph
                graph.Output(previous);
        }

        var result = random.Chance(0.6) ? Head(image) : image;
        graph.Output(isFloat ? _operators.Dequantize(result) : result);
    }

    /// <summary>int8, uint8 or float32 input, quantized to int8 where it must be.</summary>
    private (TensorId Image, bool IsFloat) Border()
    {
        var shape = new Shape(
            random.Chance(0.1) ? 2 : 1, random.Int(1, 20), random.Int(1, 20), random.Chance(0.5) ? random.Pick(1, 3) : random.Int(1, 16));
        switch (random.Int(0, 4))
        {
            case 0:
                var reals = graph.Input(shape, ElementType.Float32);
                return (_operators.Quantize(reals, ElementType.Int8, QuantizationParameters.PerTensor(0.01f, 3)), true);
            case 1:
                var input = graph.Input(shape, ElementType.UInt8, QuantizationParameters.PerTensor(0.0078125f, 128));
                return (_operators.Quantize(input, ElementType.Int8, QuantizationParameters.PerTensor(0.0078125f, 0)), false);
            default:
                return (graph.Input(shape), false);
        }
    }

    private TensorId Block(TensorId image) => random.Int(0, 11) switch
    {
        0 or 1 => _operators.Convolution(image),
        2 => _operators.Depthwise(image),
        3 or 4 or 5 => InvertedResidual(image),
        6 => _operators.Pool(random.Pick("AVERAGE_POOL_2D", "MAX_POOL_2D"), image),
        7 => PaddedConvolution(image),
        8 => Branches(image),
        9 => _operators.Relu(image, random.Pick(Activation.Relu, Activation.Relu6, Activation.ReluN1To1)),
        10 => WithOperand(image),
        _ => _operators.Transpose(image, [0, 2, 1, 3]),
    };

    /// <summary>Expand, depthwise, project and, where shapes allow, add.</summary>
    private TensorId InvertedResidual(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var expanded = _operators.Convolution(image, Math.Min(48, shape.Channels * random.Int(1, 4)), Point(shape), Activation.Relu6);
        var filtered =
            _operators.Depthwise(expanded, RandomWindow.For(shape, random, isConvolution: false, largest: 3), 1, Activation.Relu6);
        var inner = graph.ShapeOf(filtered);
        var isResidual = inner.Height == shape.Height && inner.Width == shape.Width;
        var projected = _operators.Convolution(filtered, isResidual ? shape.Channels : random.Int(1, 20), Point(inner), Activation.None);
        return isResidual ? _operators.Binary("ADD", image, projected, shape) : projected;
    }

    private TensorId PaddedConvolution(TensorId image)
    {
        var padded = _operators.Pad(image, [0, random.Int(0, 2), random.Int(0, 2), 0], [0, random.Int(0, 2), random.Int(0, 2), 0]);
        return random.Chance(0.5) ? _operators.Convolution(padded) : _operators.Depthwise(padded);
    }

    /// <summary>Two convolutions of one tensor, joined along the channels.</summary>
    private TensorId Branches(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var left = _operators.Convolution(image, random.Int(1, 8), Point(shape));
        var right = _operators.Convolution(image, random.Int(1, 8), Point(shape), output: graph.QuantizationOf(left));
        return _operators.Concatenation([left, right], 3, graph.QuantizationOf(left));
    }

    /// <summary>An element-wise operator with a constant, a second input of the graph, or a squeezed copy of the image itself.</summary>
    private TensorId WithOperand(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var perChannel = new Shape(shape.Channels);
        var operand = random.Int(0, 2) switch
        {
            0 => graph.Constant(perChannel, graph.AnyQuantization()),
            1 => graph.Input(random.Chance(0.5) ? shape : perChannel),
            _ => _operators.Pool("AVERAGE_POOL_2D", image, new RandomWindow(
                new Size2D(shape.Height, shape.Width), Size2D.One, Size2D.One, default, 1, 1)),
        };
        var kind = random.Pick("ADD", "SUB", "MUL");
        return random.Chance(0.5) ? _operators.Binary(kind, image, operand, shape) : _operators.Binary(kind, operand, image, shape);
    }

    /// <summary>Mean or pool, classifier, softmax: any of them may be missing.</summary>
    private TensorId Head(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var features = random.Chance(0.5) ? _operators.Mean(image, [1, 2]) : image;
        if (random.Chance(0.3))
            features = _operators.Reshape(features, new Shape(shape.Batch, graph.ShapeOf(features).ElementCount / shape.Batch));
        var classes = random.Chance(0.8) ? _operators.FullyConnected(features) : features;
        return random.Chance(0.5) ? _operators.Softmax(classes) : classes;
    }

    private static RandomWindow Point(Shape shape) =>
        new(Size2D.One, Size2D.One, Size2D.One, default, shape.Height, shape.Width);
}
