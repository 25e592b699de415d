using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Networks that take their pictures apart along the outer axis.</summary>
internal static class PartGraphs
{
    /// <summary>Three strips of a picture, added: two of them by one operator.</summary>
    public static Graph Strips()
    {
        var random = new TestRandom(3);
        var graph = new RandomGraphBuilder("strips", random);
        var operators = new RandomOperators(graph, random);
        var picture = operators.Relu(graph.Input(new Shape(1, 6, 8, 4)), Activation.Relu);
        var strips = Split(graph, picture, 2, 2, 2);
        var sum = operators.Binary("ADD", strips[0], strips[1], graph.ShapeOf(strips[0]));
        graph.Output(operators.Binary("MUL", sum, strips[2], graph.ShapeOf(sum)));
        return graph.Build();
    }

    /// <summary>The first strip of a large picture is read again when the network is nearly done.</summary>
    public static Graph LateStrip()
    {
        var random = new TestRandom(4);
        var graph = new RandomGraphBuilder("late_strip", random);
        var operators = new RandomOperators(graph, random);
        var picture = operators.Convolution(graph.Input(new Shape(1, 8, 8, 3)), 16, Point(8, 8));
        var strip = Slice(graph, picture, 0, 1);
        var rest = picture;
        for (var i = 0; i < 3; i++)
            rest = operators.Convolution(rest, 16, Point(8, 8));
        var last = Slice(graph, rest, 4, 1);
        graph.Output(operators.Binary("ADD", strip, last, graph.ShapeOf(strip)));
        return graph.Build();
    }

    /// <summary>Parts of pictures and of their parts, some read long after others, some by two operators.</summary>
    public static Graph Random(ulong seed)
    {
        var random = new TestRandom(seed);
        var graph = new RandomGraphBuilder("parts", random);
        var operators = new RandomOperators(graph, random);
        var image = graph.Input(new Shape(1, random.Int(4, 12), random.Int(1, 8), random.Pick(1, 3, 4, 8)));
        var whole = random.Chance(0.7) ? operators.Convolution(image, random.Pick(2, 4, 8)) : operators.Relu(image, Activation.Relu6);
        var height = graph.ShapeOf(whole).Height;
        var first = random.Int(0, height - 1);
        ImmutableArray<TensorId> parts = random.Chance(0.5) && height > 1
            ? Split(graph, whole, 1 + (first % (height - 1)), height - 1 - (first % (height - 1)))
            : [Slice(graph, whole, first, random.Int(1, height - first))];
        foreach (var part in parts)
        {
            var shape = graph.ShapeOf(part);
            var taken = shape.Height > 2 && random.Chance(0.4) ? Slice(graph, part, 1, shape.Height - 2) : part;
            if (random.Chance(0.3))
                taken = operators.Reshape(taken, new Shape(1, graph.ShapeOf(taken).Width, graph.ShapeOf(taken).Height, shape.Channels));
            var result = random.Chance(0.5) ? operators.Convolution(taken) : operators.Relu(taken, Activation.Relu);
            graph.Output(random.Chance(0.5) ? operators.Depthwise(result) : result);
            if (random.Chance(0.3))
                graph.Output(operators.Binary("ADD", part, taken == part ? part : operators.Relu(part, Activation.Relu), shape));
        }

        if (random.Chance(0.3))
            graph.Output(operators.Relu(whole, Activation.Relu));
        return graph.Build();
    }

    private static ImmutableArray<TensorId> Split(RandomGraphBuilder graph, TensorId whole, params int[] heights)
    {
        var shape = graph.ShapeOf(whole);
        return graph.AddMany(
            [.. heights.Select(h => new Shape(1, h, shape.Width, shape.Channels))], graph.QuantizationOf(whole),
            (id, results) => new Split(id, [whole], results, 1, "SPLIT_V"));
    }

    private static TensorId Slice(RandomGraphBuilder graph, TensorId whole, int first, int height)
    {
        var shape = graph.ShapeOf(whole);
        return graph.Add(
            new Shape(1, height, shape.Width, shape.Channels), graph.QuantizationOf(whole),
            (id, result) => new Slice(
                id, [whole], result, [0, first, 0, 0], [1, height, shape.Width, shape.Channels], [1, 1, 1, 1], "STRIDED_SLICE"));
    }

    private static RandomWindow Point(int height, int width) => new(Size2D.One, Size2D.One, Size2D.One, default, height, width);
}
