using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Small networks that are delicate as streams.</summary>
internal static class ChainGraphs
{
    /// <summary>input + conv3x3(relu(input)): both readers of the input work pixel by pixel, but the sum is a row behind.</summary>
    public static Graph LateReader()
    {
        var random = new TestRandom(5);
        var graph = new RandomGraphBuilder("late_reader", random);
        var operators = new RandomOperators(graph, random);
        var image = graph.Input(new Shape(1, 9, 7, 4));
        var window = new RandomWindow(new Size2D(3, 3), Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), 9, 7);
        var filtered = operators.Convolution(operators.Relu(image, Activation.Relu), 4, window);
        graph.Output(operators.Binary("ADD", image, filtered, graph.ShapeOf(image)));
        return graph.Build();
    }

    /// <summary>Inverted residual blocks: a 1x1 expansion, a depthwise window of any kind, a 1x1 projection, a shortcut where shapes
    /// allow one.</summary>
    public static Graph Blocks(ulong seed)
    {
        var random = new TestRandom(seed);
        var graph = new RandomGraphBuilder("blocks", random);
        var operators = new RandomOperators(graph, random);
        var pixel = new Size2D(1, 1);
        var at = graph.Input(new Shape(1, random.Int(3, 12), random.Int(3, 14), random.Int(1, 9)));
        for (var block = random.Int(1, 3); block > 0; block--)
        {
            var shape = graph.ShapeOf(at);
            var expanded = Pixelwise(at, random.Int(2, 40));
            var window = random.Chance(0.4) ? null : RandomWindow.For(graph.ShapeOf(expanded), random, isConvolution: false);
            var filtered = operators.Depthwise(expanded, window, multiplier: 1);
            var projected = Pixelwise(filtered, random.Chance(0.7) ? shape.Channels : random.Int(1, 12));
            at = graph.ShapeOf(projected) == shape ? operators.Binary("ADD", at, projected, shape) : projected;
        }

        graph.Output(at);
        return graph.Build();

        TensorId Pixelwise(TensorId input, int channels) => operators.Convolution(
            input, channels,
            new RandomWindow(pixel, pixel, pixel, default, graph.ShapeOf(input).Height, graph.ShapeOf(input).Width));
    }

    /// <summary>A 1x1 expansion, a depthwise window and a 1x1 projection over 7 rows.</summary>
    /// <param name="padding">On all sides.</param>
    public static Graph Block(int size, int stride, int padding, int width)
    {
        var random = new TestRandom((ulong)((((size * 10) + stride) * 10) + padding));
        var graph = new RandomGraphBuilder("block", random);
        var operators = new RandomOperators(graph, random);
        var pixel = new Size2D(1, 1);
        var window = new RandomWindow(
            new Size2D(size, size), new Size2D(stride, stride), pixel, new Padding2D(padding, padding, padding, padding),
            Along(7), Along(width));
        var expanded = Pixelwise(graph.Input(new Shape(1, 7, width, 5)), 12, 7, width);
        var filtered = operators.Depthwise(expanded, window, multiplier: 1);
        graph.Output(Pixelwise(filtered, 4, window.OutputHeight, window.OutputWidth));
        return graph.Build();

        int Along(int input) => ((input + (2 * padding) - size) / stride) + 1;

        TensorId Pixelwise(TensorId input, int channels, int rows, int columns) =>
            operators.Convolution(input, channels, new RandomWindow(pixel, pixel, pixel, default, rows, columns));
    }

    /// <summary>Channels of a pixel from three places, then a mean over all pixels, and one over the single pixel that is left.</summary>
    public static Graph Joined()
    {
        var random = new TestRandom(7);
        var graph = new RandomGraphBuilder("joined", random);
        var operators = new RandomOperators(graph, random);
        var image = graph.Input(new Shape(1, 6, 8, 3));
        var window = new RandomWindow(new Size2D(3, 3), Size2D.One, Size2D.One, new Padding2D(1, 1, 1, 1), 6, 8);
        var left = operators.Depthwise(image, window, multiplier: 2);
        var joined = operators.Concatenation([image, left, image], 3, graph.QuantizationOf(left));
        var pooled = operators.Pool("AVERAGE_POOL_2D", joined, new RandomWindow(new Size2D(6, 8), Size2D.One, Size2D.One, default, 1, 1));
        graph.Output(graph.AddCalibrated(graph.ShapeOf(pooled), rectified: false, (id, result) => new Mean(id, [pooled], result, [1, 2])));
        return graph.Build();
    }

    /// <summary>Windows one behind the other, some with taps apart, between operators on single pixels.</summary>
    public static Graph Windows(ulong seed, Func<TestRandom, int> dilation)
    {
        var random = new TestRandom(seed ^ 0x57494E);
        var graph = new RandomGraphBuilder("windows", random);
        var operators = new RandomOperators(graph, random);
        var x = graph.Input(new Shape(1, random.Int(7, 12), random.Int(7, 14), random.Pick(2, 3, 4)));
        for (var i = 0; i < 3; i++)
        {
            var shape = graph.ShapeOf(x);
            var (apart, padding, stride) = (dilation(random), random.Int(0, 2), random.Pick(1, 1, 2));
            var (extent, size) = ((2 * apart) + 1, random.Chance(0.3) ? 1 : 3);
            var window = size == 1 || shape.Height + (2 * padding) < extent || shape.Width + (2 * padding) < extent
                ? new RandomWindow(Size2D.One, Size2D.One, Size2D.One, default, shape.Height, shape.Width)
                : new RandomWindow(
                    new Size2D(3, 3), new Size2D(stride, stride), new Size2D(apart, apart),
                    new Padding2D(padding, padding, padding, padding),
                    ((shape.Height + (2 * padding) - extent) / stride) + 1, ((shape.Width + (2 * padding) - extent) / stride) + 1);
            x = random.Chance(0.5) ? operators.Depthwise(x, window, multiplier: 1) : operators.Convolution(x, random.Int(1, 5), window);
        }

        graph.Output(x);
        return graph.Build();
    }

    /// <summary>A branch that cannot run by rows stands between the readers of the input in graph order; only with
    /// <paramref name="isNeeded"/> does one of them wait for it.</summary>
    public static Graph Branches(bool isNeeded)
    {
        var random = new TestRandom(6);
        var graph = new RandomGraphBuilder("branches", random);
        var operators = new RandomOperators(graph, random);
        var image = graph.Input(new Shape(1, 6, 6, 3));
        var transposed = operators.Transpose(operators.Relu(image, Activation.Relu), [0, 2, 1, 3]);
        var sum = operators.Binary("ADD", image, isNeeded ? transposed : operators.Relu(image, Activation.Relu6), graph.ShapeOf(image));
        graph.Output(transposed);
        graph.Output(sum);
        return graph.Build();
    }
}
