using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>MobileNetV2 with what detection, segmentation, pose and identification stand on it.</summary>
internal static class MobileNetV2Applications
{
    private const int KeyPoints = 17;

    private const int EmbeddingLength = 128;

    /// <summary>Anchors of the finest grid of SSD, and of each of the others.</summary>
    private const int FewAnchors = 3, ManyAnchors = 6;

    /// <summary>Channels of the grids of SSDLite behind the features, at width 1.</summary>
    private static readonly int[] ExtraChannels = [512, 256, 256, 128];

    public static Graph Build(CalibratedNetwork net, TensorId input, MobileNetV2Options options)
    {
        var width = options.Width;
        switch (options.Head)
        {
            case NetworkHead.SsdLite:
                Boxes(net, input, width, options.Classes);
                break;
            case NetworkHead.DeepLab:
                Segmentation(net, input, options);
                break;
            case NetworkHead.Embedding:
                var pooled = net.GlobalMean("pool", Features(net, Blocks(net, input, width, 17), width), keepDimensions: false);
                net.Output(net.L2Normalization("embedding", net.FullyConnected("dense", pooled, EmbeddingLength, Activation.None)));
                break;
            case NetworkHead.Pose:
                var map = Separable(net, "map", Eighth(net, input, width), 64);
                net.Output(
                    net.Logistic(
                        "key_points", net.Conv2D("logits", map, KeyPoints, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits)));
                break;
            case NetworkHead.Fomo:
                var cells = net.Conv2D("cells", Eighth(net, input, width), 32, WindowSpec.Pointwise, Activation.Relu);
                net.Output(
                    net.Softmax(
                        "objects",
                        net.Conv2D("logits", cells, options.Classes + 1, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Head, "a classifier is built elsewhere");
        }

        return net.Build();
    }

    /// <summary>Stem and the first blocks; from a stride that would go below a sixteenth on, windows are spread instead when
    /// asked.</summary>
    private static TensorId Blocks(CalibratedNetwork net, TensorId input, double width, int count, bool atASixteenth = false)
    {
        var x = net.Conv2D("stem", input, MobileNetV2Channels.Scaled(32, width), WindowSpec.Square(3, stride: 2), Activation.Relu6);
        var (index, reduction) = (0, 2);
        foreach (var (expansion, channels, stride) in MobileNetV2Channels.Blocks.Take(count))
        {
            var isSpread = atASixteenth && reduction * stride > 16;
            reduction *= isSpread ? 1 : stride;
            var dilation = atASixteenth && index > 13 ? 2 : 1;
            x = MobileNetV2Builder.InvertedResidual(
                net, $"block_{index++}", x, expansion, MobileNetV2Channels.Scaled(channels, width), isSpread ? 1 : stride, dilation);
        }

        return x;
    }

    private static TensorId Features(CalibratedNetwork net, TensorId x, double width) =>
        net.Conv2D("features", x, MobileNetV2Channels.Features(width), WindowSpec.Pointwise, Activation.Relu6);

    /// <summary>The widest features at an eighth of the resolution, where FOMO begins.</summary>
    private static TensorId Eighth(CalibratedNetwork net, TensorId input, double width)
    {
        const int blocks = 6;
        var x = Blocks(net, input, width, blocks);
        return net.Conv2D("block_6/expand", x, 6 * net.ShapeOf(x).Channels, WindowSpec.Pointwise, Activation.Relu6);
    }

    private static TensorId Separable(CalibratedNetwork net, string name, TensorId x, int channels, int stride = 1) => net.Conv2D(
        name + "/project",
        net.DepthwiseConv2D(name + "/depthwise", x, WindowSpec.Square(3, stride), Activation.Relu6),
        channels,
        WindowSpec.Pointwise,
        Activation.Relu6);

    private static void Segmentation(CalibratedNetwork net, TensorId input, MobileNetV2Options options)
    {
        var x = Blocks(net, input, options.Width, 17, atASixteenth: true);
        x = net.Conv2D("projection", x, 256, WindowSpec.Pointwise, Activation.Relu);
        x = net.Conv2D("logits", x, options.Classes, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits);
        net.Output(net.ArgMax("classes", net.ResizeBilinear("scores", x, options.Resolution, options.Resolution)));
    }

    private static void Boxes(CalibratedNetwork net, TensorId input, double width, int classes)
    {
        // The first grid reads the expansion of the block that leaves a sixteenth, the second all features.
        const int firstBlocks = 13;
        var x = Blocks(net, input, width, firstBlocks);
        var (levels, index) = (new List<TensorId>(), firstBlocks);
        var expanded = net.Conv2D("block_13/expand", x, 6 * net.ShapeOf(x).Channels, WindowSpec.Pointwise, Activation.Relu6);
        levels.Add(expanded);
        x = net.DepthwiseConv2D("block_13/depthwise", expanded, WindowSpec.Square(3, 2), Activation.Relu6);
        x = net.Conv2D("block_13/project", x, MobileNetV2Channels.Scaled(160, width), WindowSpec.Pointwise, Activation.None);
        foreach (var (expansion, channels, stride) in MobileNetV2Channels.Blocks.Skip(firstBlocks + 1))
            x = MobileNetV2Builder.InvertedResidual(
                net, $"block_{++index}", x, expansion, MobileNetV2Channels.Scaled(channels, width), stride);
        levels.Add(x = Features(net, x, width));
        foreach (var (channels, i) in ExtraChannels.Select((c, i) => (MobileNetV2Channels.Scaled(c, width), i)))
        {
            x = net.Conv2D($"extra_{i}/reduce", x, MobileNetV2Channels.Scaled(channels / 2, 1), WindowSpec.Pointwise, Activation.Relu6);
            levels.Add(x = Separable(net, $"extra_{i}", x, channels, stride: 2));
        }

        net.Output(
            net.Concatenation("encodings", [.. levels.Select((l, i) => Head(net, $"boxes_{i}", l, i == 0 ? FewAnchors : ManyAnchors, 4))]));
        net.Output(
            net.Concatenation(
                "scores", [.. levels.Select((l, i) => Head(net, $"scores_{i}", l, i == 0 ? FewAnchors : ManyAnchors, classes + 1))]));
    }

    private static TensorId Head(CalibratedNetwork net, string name, TensorId level, int anchors, int numbers)
    {
        var x = net.DepthwiseConv2D(name + "/depthwise", level, WindowSpec.Square(3), Activation.Relu6);
        x = net.Conv2D(name + "/project", x, anchors * numbers, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits);
        var shape = net.ShapeOf(x);
        return net.Reshape(name, x, new Shape(1, shape.Height * shape.Width * anchors, numbers));
    }
}
