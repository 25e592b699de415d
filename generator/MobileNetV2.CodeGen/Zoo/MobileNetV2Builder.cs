using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;

namespace MobileNetV2.CodeGen.Zoo;

/// <summary>Builds MobileNetV2 as an int8 network with deterministic weights and calibrated quantization.</summary>
public static class MobileNetV2Builder
{
    /// <summary>Larger pictures than this say nothing new about ranges.</summary>
    private const int LargestCalibrationResolution = 96;

    private const int CalibrationPixels = 1 << 16;

    /// <summary>What is wrong with the options; empty when <see cref="Build"/> accepts them.</summary>
    public static ImmutableArray<Diagnostic> Check(MobileNetV2Options options)
    {
        var bag = new DiagnosticBag();
        if (!(options.Width is >= 0.1 and <= 1.4))
            bag.Add(ImportDiagnostics.BuilderOption("width", options.Width, "0.1 to 1.4"));
        if (options.Resolution is < 1 or > 1024)
            bag.Add(ImportDiagnostics.BuilderOption("resolution", options.Resolution, "1 to 1024"));
        if (options.Classes is < 1 or > 65536)
            bag.Add(ImportDiagnostics.BuilderOption("classes", options.Classes, "1 to 65536"));
        if (options.InputChannels is not (1 or 3))
            bag.Add(ImportDiagnostics.BuilderOption("input channels", options.InputChannels, "1 or 3"));
        return bag.ToImmutable();
    }

    /// <summary>Input [1,R,R,C] int8 (uint8 when asked), output [1,K] class probabilities with scale 1/256.</summary>
    /// <exception cref="ArgumentException"><see cref="Check"/> reports something.</exception>
    public static Graph Build(MobileNetV2Options options)
    {
        if (Check(options) is [var first, ..])
            throw new ArgumentException(first.Message, nameof(options));
        var net = new CalibratedNetwork(options.Name, options.Seed);
        if (options.Head != NetworkHead.Classify)
            return MobileNetV2Applications.Build(net, BuildInput(net, options), options);
        var x = BuildInput(net, options);
        x = net.Conv2D("stem", x, MobileNetV2Channels.Scaled(32, options.Width), WindowSpec.Square(3, stride: 2), Activation.Relu6);
        var index = 0;
        foreach (var (expansion, channels, stride) in MobileNetV2Channels.Blocks)
            x = InvertedResidual(net, $"block_{index++}", x, expansion, MobileNetV2Channels.Scaled(channels, options.Width), stride);
        x = net.Conv2D("features", x, MobileNetV2Channels.Features(options.Width), WindowSpec.Pointwise, Activation.Relu6);
        x = BuildHead(net, x, options);
        if (options.UInt8Border)
            net.UInt8Output("output", x);
        else
            net.Output(x);
        return net.Build();
    }

    private static TensorId BuildInput(CalibratedNetwork net, MobileNetV2Options options)
    {
        var shape = new Shape(1, options.Resolution, options.Resolution, options.InputChannels);
        var size = Math.Min(options.Resolution, options.Calibrated ? LargestCalibrationResolution : 8);
        var samples = options.Calibrated ? Math.Clamp(CalibrationPixels / (size * size), 4, 64) : 2;
        return options.UInt8Border
            ? net.UInt8Input("input", shape, new Size2D(size, size), samples)
            : net.Input("input", shape, new Size2D(size, size), samples);
    }

    /// <summary>Expand, filter, project; the input is added when the block keeps its shape.</summary>
    internal static TensorId InvertedResidual(
        CalibratedNetwork net, string name, TensorId input, int expansion, int channels, int stride, int dilation = 1)
    {
        var inputChannels = net.ShapeOf(input).Channels;
        var x = input;
        if (expansion != 1)
            x = net.Conv2D(name + "/expand", x, inputChannels * expansion, WindowSpec.Pointwise, Activation.Relu6);
        x = net.DepthwiseConv2D(name + "/depthwise", x, WindowSpec.Square(3, stride, dilation), Activation.Relu6);
        x = net.Conv2D(name + "/project", x, channels, WindowSpec.Pointwise, Activation.None);
        return stride == 1 && inputChannels == channels ? net.Add(name + "/add", input, x) : x;
    }

    private static TensorId BuildHead(CalibratedNetwork net, TensorId x, MobileNetV2Options options)
    {
        var convolution = options.Classifier == ClassifierLayer.Convolution;
        x = options.Pooling == GlobalPooling.Mean
            ? net.GlobalMean("pool", x, keepDimensions: convolution)
            : net.GlobalAveragePool("pool", x);
        x = convolution
            ? net.Conv2D("logits", x, options.Classes, WindowSpec.Pointwise, Activation.None, LayerTarget.Logits)
            : net.FullyConnected("logits", x, options.Classes, Activation.None, LayerTarget.Logits);
        if (convolution)
            x = net.Reshape("scores", x, new Shape(1, options.Classes));
        return net.Softmax("probabilities", x);
    }
}
