namespace MobileNetV2.CodeGen.Zoo;

/// <summary>Which MobileNetV2 to build. <see cref="MobileNetV2Builder.Check"/> tells whether values are in range.</summary>
public sealed record MobileNetV2Options
{
    /// <summary>Multiplies all channel counts; 0.1 to 1.4.</summary>
    public double Width { get; init; } = 1.0;

    /// <summary>Height and width of the input in pixels; 1 to 1024.</summary>
    public int Resolution { get; init; } = 224;

    /// <summary>Number of scores; 1 to 65,536.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>What stands on the features.</summary>
    public NetworkHead Head { get; init; }

    /// <summary>
    /// False: ranges are seen on a few tiny pictures, which is quick. Shapes, memory and cost are the same; what the network computes means
    /// little.
    /// </summary>
    public bool Calibrated { get; init; } = true;

    /// <summary>Chooses the weights; the same seed gives the same bytes on every machine.</summary>
    public ulong Seed { get; init; }

    public GlobalPooling Pooling { get; init; } = GlobalPooling.Mean;

    public ClassifierLayer Classifier { get; init; } = ClassifierLayer.Convolution;

    /// <summary>Input and output are uint8, converted by QUANTIZE at both ends; otherwise both are int8.</summary>
    public bool UInt8Border { get; init; }

    /// <summary>The graph's name.</summary>
    public string Name { get; init; } = "mobilenet_v2";
}
