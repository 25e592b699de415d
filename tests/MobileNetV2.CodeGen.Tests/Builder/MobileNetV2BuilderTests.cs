using System.Security.Cryptography;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Builder;

public sealed class MobileNetV2BuilderTests
{
    [Fact]
    public void Width_1_at_224_has_the_published_structure()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Classes = 1001 });

        Assert.Equal(
            [
                "32x112", "32x112 16x112", "96x112 96x56 24x56", "144x56 144x56 24x56 +", "144x56 144x28 32x28", "192x28 192x28 32x28 +",
                "192x28 192x28 32x28 +", "192x28 192x14 64x14", "384x14 384x14 64x14 +", "384x14 384x14 64x14 +", "384x14 384x14 64x14 +",
                "384x14 384x14 96x14", "576x14 576x14 96x14 +", "576x14 576x14 96x14 +", "576x14 576x7 160x7", "960x7 960x7 160x7 +",
                "960x7 960x7 160x7 +", "960x7 960x7 320x7", "1280x7",
            ],
            Layers(graph));
        Assert.Equal(["MEAN", "CONV_2D", "RESHAPE", "SOFTMAX"], graph.Operators.TakeLast(4).Select(o => o.Kind));

        // Multiplications of convolutions and the classifier at every output pixel, padded taps counted, as published figures do.
        // Bias, requantization, ADD, MEAN and SOFTMAX are not counted.
        Assert.Equal(300_775_552, MacCount(graph));
        Assert.Equal(3_471_040 + (4 * 18_057), graph.Tensors.Where(t => t.IsConstant).Sum(t => t.SizeBytes));
    }

    [Fact]
    public void Options_reach_the_graph()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options
        {
            Width = 0.1,
            Resolution = 33,
            Classes = 5,
            InputChannels = 1,
            UInt8Border = true,
            Name = "tiny",
            Pooling = GlobalPooling.AveragePool,
            Classifier = ClassifierLayer.FullyConnected,
        });

        Assert.Equal("tiny", graph.Name);
        var input = graph[Assert.Single(graph.Inputs)];
        Assert.Equal((ElementType.UInt8, new Shape(1, 33, 33, 1)), (input.Type, input.Shape));
        var output = graph[Assert.Single(graph.Outputs)];
        Assert.Equal((ElementType.UInt8, new Shape(1, 5)), (output.Type, output.Shape));
        Assert.Equal(["QUANTIZE", "CONV_2D"], graph.Operators.Take(2).Select(o => o.Kind));
        Assert.Equal(["AVERAGE_POOL_2D", "FULLY_CONNECTED", "SOFTMAX", "QUANTIZE"], graph.Operators.TakeLast(4).Select(o => o.Kind));
    }

    [Fact]
    public void The_bytes_of_a_seed_never_change()
    {
        var graph = MobileNetV2Builder.Build(new MobileNetV2Options { Width = 0.35, Resolution = 48, Classes = 10, Seed = 42 });
        Assert.Equal("DCFA123BBA7B419B405E85269169EC55E2EA16695FAF373414E943E333D9738F", Digest(graph));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        var options = new MobileNetV2Options { Width = 0.1, Resolution = 32, Classes = 4 };
        Assert.NotEqual(Digest(MobileNetV2Builder.Build(options)), Digest(MobileNetV2Builder.Build(options with { Seed = 1 })));
        Assert.Equal(Digest(MobileNetV2Builder.Build(options)), Digest(MobileNetV2Builder.Build(options)));
    }

    [Fact]
    public void Options_out_of_range_are_named_with_their_value()
    {
        var wrong = new MobileNetV2Options { Width = 1.5, Resolution = 0, Classes = -1, InputChannels = 2 };
        Assert.Equal(
            [
                "width is 1.5, allowed is 0.1 to 1.4", "resolution is 0, allowed is 1 to 1024", "classes is -1, allowed is 1 to 65536",
                "input channels is 2, allowed is 1 or 3",
            ],
            MobileNetV2Builder.Check(wrong).Select(d => d.Message));
        Assert.Throws<ArgumentException>(() => MobileNetV2Builder.Build(wrong));
        Assert.Single(MobileNetV2Builder.Check(new MobileNetV2Options { Width = double.NaN }));
    }

    /// <summary>One string for the stem, each block and the features: channels x height of each convolution, + for ADD.</summary>
    private static IEnumerable<string> Layers(Graph graph) =>
        graph.Operators.Where(o => o is Conv2D or DepthwiseConv2D or Add && graph[o.Output].Name != "logits")
            .GroupBy(o => graph[o.Output].Name.Split('/')[0])
            .Select(block => string.Join(' ', block.Select(
                o => o is Add ? "+" : $"{graph[o.Output].Shape.Channels}x{graph[o.Output].Shape.Height}")));

    private static long MacCount(Graph graph) => graph.Operators.Sum(o => o switch
    {
        Conv2D c => (long)graph[c.Output].Shape.ElementCount * graph[c.Filter].Shape.ElementCount / graph[c.Output].Shape.Channels,
        DepthwiseConv2D d => (long)graph[d.Output].Shape.ElementCount * graph[d.Filter].Shape.ElementCount / graph[d.Output].Shape.Channels,
        _ => 0L,
    });

    /// <summary>Over all constants and all scales.</summary>
    private static string Digest(Graph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in graph.Tensors)
        {
            if (tensor.Data is { } data)
                hash.AppendData(data.Span);
            foreach (var (scale, zeroPoint) in tensor.RequiredQuantization.Scales.Zip(tensor.RequiredQuantization.ZeroPoints))
                hash.AppendData([.. BitConverter.GetBytes(scale), .. BitConverter.GetBytes(zeroPoint)]);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
