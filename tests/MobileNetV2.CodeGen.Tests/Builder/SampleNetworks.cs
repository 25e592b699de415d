using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Zoo;

namespace MobileNetV2.CodeGen.Tests.Builder;

/// <summary>Small calibrated networks of other families than MobileNetV2, in the shapes of the usual microcontroller benchmarks.</summary>
internal static class SampleNetworks
{
    public static IReadOnlyDictionary<string, Func<Graph>> All { get; } = new Dictionary<string, Func<Graph>>
    {
        ["residual"] = Residual,
        ["keywords"] = Keywords,
        ["autoencoder"] = Autoencoder,
        ["grey"] = Grey,
    };

    /// <summary>Three residual stages on 32x32 pictures, shortcuts by 1x1 convolutions, RELU after each ADD.</summary>
    private static Graph Residual()
    {
        var net = new CalibratedNetwork("residual", seed: 1);
        var x = net.Input("picture", new Shape(1, 32, 32, 3), new Size2D(32, 32), samples: 16);
        x = net.Conv2D("stem", x, 8, WindowSpec.Square(3), Activation.Relu);
        foreach (var (channels, stride) in new[] { (8, 1), (16, 2), (24, 2) })
        {
            var y = net.Conv2D($"first_{channels}", x, channels, WindowSpec.Square(3, stride), Activation.Relu);
            y = net.Conv2D($"second_{channels}", y, channels, WindowSpec.Square(3), Activation.None);
            if (stride != 1)
                x = net.Conv2D($"shortcut_{channels}", x, channels, WindowSpec.Square(1, stride), Activation.None);
            x = net.Add($"add_{channels}", x, y, Activation.Relu);
        }

        x = net.GlobalAveragePool("pool", x);
        x = net.FullyConnected("logits", x, 10, Activation.None, LayerTarget.Logits);
        net.Output(net.Softmax("scores", x));
        return net.Build();
    }

    /// <summary>A 10x4 first window over 49x10 spectra, then depthwise separable blocks.</summary>
    private static Graph Keywords()
    {
        var net = new CalibratedNetwork("keywords", seed: 2);
        var x = net.Input("spectrum", new Shape(1, 49, 10, 1), new Size2D(49, 10), samples: 32);
        x = net.Conv2D("stem", x, 16, new WindowSpec(new(10, 4), new(2, 2), Size2D.One, Same: true), Activation.Relu);
        for (var block = 0; block < 3; block++)
        {
            x = net.DepthwiseConv2D($"depthwise_{block}", x, WindowSpec.Square(3), Activation.Relu);
            x = net.Conv2D($"pointwise_{block}", x, 16, WindowSpec.Pointwise, Activation.Relu);
        }

        x = net.GlobalMean("pool", x, keepDimensions: false);
        x = net.FullyConnected("logits", x, 12, Activation.None, LayerTarget.Logits);
        net.Output(net.Softmax("scores", x));
        return net.Build();
    }

    /// <summary>Fully connected layers down to 8 values and up again.</summary>
    private static Graph Autoencoder()
    {
        var net = new CalibratedNetwork("autoencoder", seed: 3);
        var x = net.Input("frames", new Shape(1, 1, 1, 96), Size2D.One, samples: 64);
        foreach (var width in new[] { 32, 32, 8, 32, 32 })
            x = net.FullyConnected($"layer_{net.ShapeOf(x)}_{width}_{x}", x, width, Activation.Relu);
        net.Output(net.FullyConnected("rebuilt", x, 96, Activation.None));
        return net.Build();
    }

    /// <summary>A depth multiplier of 8 on one channel, dilation, and a window without padding.</summary>
    private static Graph Grey()
    {
        var net = new CalibratedNetwork("grey", seed: 4);
        var x = net.Input("picture", new Shape(1, 48, 40, 1), new Size2D(48, 40), samples: 24);
        x = net.DepthwiseConv2D("stem", x, WindowSpec.Square(3, stride: 2), Activation.Relu6, multiplier: 8);
        x = net.DepthwiseConv2D("wide", x, WindowSpec.Square(3, dilation: 2), Activation.Relu6);
        x = net.Conv2D("valid", x, 12, WindowSpec.Square(3, stride: 2, same: false), Activation.Relu6);
        x = net.GlobalMean("pool", x, keepDimensions: true);
        x = net.Conv2D("logits", x, 2, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits);
        net.Output(net.Softmax("scores", net.Reshape("flat", x, new Shape(1, 2))));
        return net.Build();
    }
}
