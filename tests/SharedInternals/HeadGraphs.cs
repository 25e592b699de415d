using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Networks that do next to nothing, so that a head reads what the test gives.</summary>
internal static class HeadGraphs
{
    public static readonly Shape Picture = new(1, 64, 96, 3);

    /// <summary>Outputs that are inputs in another scale; the first input is a picture that nothing but its own output reads.</summary>
    public static Graph Outputs(params (Shape Shape, float Scale, int ZeroPoint)[] outputs)
    {
        var graph = new GraphBuilder("net");
        var picture = graph.Input("picture", Picture, ElementType.Int8, QuantizationParameters.PerTensor(1, 0));
        TensorId[] inputs = [
            .. outputs.Select(
                (o, i) => graph.Input($"x{i}", o.Shape, ElementType.Int8, QuantizationParameters.PerTensor(o.Scale * 1.1f, o.ZeroPoint)))
        ];
        for (var i = 0; i < outputs.Length; i++)
        {
            var (shape, scale, zeroPoint) = outputs[i];
            var output = graph.Tensor($"y{i}", shape, ElementType.Int8, QuantizationParameters.PerTensor(scale, zeroPoint));
            graph.Output(graph.Add(id => new Quantize(id, [inputs[i]], [output])));
        }

        _ = picture;
        return graph.Build();
    }

    /// <summary>The same with one more output, which holds anchors and depends on no input.</summary>
    public static Graph WithAnchors(
        (Shape Shape, float Scale, int ZeroPoint) encodings, (Shape Shape, float Scale, int ZeroPoint) scores, byte[] anchors, float scale)
    {
        var graph = new GraphBuilder("net");
        _ = graph.Input("picture", Picture, ElementType.Int8, QuantizationParameters.PerTensor(1, 0));
        foreach (var (name, (shape, from, zeroPoint)) in new[] { ("encodings", encodings), ("scores", scores) })
        {
            var x = graph.Input(name + "_in", shape, ElementType.Int8, QuantizationParameters.PerTensor(from * 1.1f, zeroPoint));
            var y = graph.Tensor(name, shape, ElementType.Int8, QuantizationParameters.PerTensor(from, zeroPoint));
            graph.Output(graph.Add(id => new Quantize(id, [x], [y])));
        }

        var q = QuantizationParameters.PerTensor(scale, -128);
        var known = graph.Constant("known", new Shape(1, anchors.Length / 4, 4), ElementType.Int8, q, anchors);
        var given = graph.Tensor("anchors", new Shape(1, anchors.Length / 4, 4), ElementType.Int8, q);
        graph.Output(graph.Add(id => new Quantize(id, [known], [given])));
        return graph.Build();
    }

    /// <summary>Scores, a RESIZE_BILINEAR and an ARG_MAX behind them.</summary>
    public static Graph Segmentation(Shape scores, int height, int width, bool alignCorners, bool halfPixelCenters, bool argMax)
    {
        var q = QuantizationParameters.PerTensor(0.1f, 7);
        var graph = new GraphBuilder("net");
        var x = graph.Input("x", scores, ElementType.Int8, QuantizationParameters.PerTensor(0.11f, 3));
        var y = graph.Tensor("y", scores, ElementType.Int8, q);
        graph.Add(id => new Quantize(id, [x], [y]));
        var large = graph.Tensor("large", new Shape(1, height, width, scores.Channels), ElementType.Int8, q);
        graph.Add(id => new ResizeBilinear(id, [y], [large], alignCorners, halfPixelCenters));
        if (!argMax)
        {
            graph.Output(large);
            return graph.Build();
        }

        var map = graph.Tensor("map", new Shape(1, height, width), ElementType.Int32, null);
        graph.Output(graph.Add(id => new ArgExtreme(id, [large], [map], 3, "ARG_MAX")));
        return graph.Build();
    }

    /// <summary>Puts the head of a command line behind a network.</summary>
    public static HeadedNetwork Headed(Graph graph, string head, byte[]? gallery = null, ImmutableArray<string> labels = default) =>
        HeadedNetwork.Of(
            graph, HeadRequest.Parse(head).Sound() with { Gallery = gallery, Labels = labels.IsDefault ? [] : labels }).Sound();
}
