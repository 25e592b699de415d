using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Operators that stand between a camera and a network.</summary>
internal sealed class RandomPictures(RandomGraphBuilder graph, TestRandom random)
{
    public static ImmutableArray<string> Kinds { get; } = ["RESIZE_AREA", "CAMERA_IMAGE", "CHANNEL_TABLE"];

    public static ImmutableArray<CameraFormat> Formats { get; } = [.. Enum.GetValues<CameraFormat>().Where(f => f != CameraFormat.Nv12)];

    /// <summary>Of a table: one for each byte.</summary>
    private const int Entries = 256;

    public TensorId Make(string kind) => kind switch
    {
        "RESIZE_AREA" => Area(),
        "CAMERA_IMAGE" => Image(random.Pick([.. Formats])),
        _ => Table(),
    };

    /// <summary>A part of a frame in a size that is mostly another.</summary>
    public TensorId Image(CameraFormat format)
    {
        var (height, width) = (random.Int(2, 12), 2 * random.Int(1, 7));
        var (top, left) = (random.Int(0, height - 1), random.Int(0, width - 1));
        var (partHeight, partWidth) = random.Chance(0.3)
            ? (height - top, width - left)
            : (random.Int(1, height - top), random.Int(1, width - left));
        var whole = random.Chance(0.25);
        if (whole)
            (top, left, partHeight, partWidth) = (0, 0, height, width);
        var (imageHeight, imageWidth) = whole || random.Chance(0.3) ? (partHeight, partWidth) : (random.Int(1, 14), random.Int(1, 14));
        var input = graph.Input(new Shape(1, height, width, format.BytesPerPixel()), ElementType.UInt8);
        return graph.Add(
            new Shape(1, imageHeight, imageWidth, random.Pick(1, 3)),
            QuantizationParameters.PerTensor(1, -128),
            (id, result) => new CameraImage(id, [input], result, format, random.Chance(0.5), top, left, partHeight, partWidth));
    }

    private TensorId Area()
    {
        var input = graph.Input(new Shape(random.Chance(0.2) ? 2 : 1, random.Int(1, 13), random.Int(1, 13), random.Int(1, 9)));
        var shape = graph.ShapeOf(input);
        return graph.Add(
            new Shape(shape.Batch, random.Int(1, 13), random.Int(1, 13), shape.Channels),
            graph.QuantizationOf(input),
            (id, result) => new ResizeArea(id, [input], result));
    }

    private TensorId Table()
    {
        var shape = new Shape([.. Enumerable.Range(0, random.Int(1, 4)).Select(_ => random.Int(1, 9))]);
        var input = graph.Input(shape);
        var table = graph.Constant(new Shape(random.Chance(0.4) ? 1 : shape.Channels, Entries), graph.AnyQuantization());
        return graph.Add(shape, graph.AnyQuantization(), (id, result) => new ChannelTable(id, [input, table], result));
    }
}
