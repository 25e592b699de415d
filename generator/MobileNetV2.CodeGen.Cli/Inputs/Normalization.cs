namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary><c>--normalize</c>: which real number a pixel of 0 to 255 stands for.</summary>
internal enum Normalization
{
    /// <summary>The whole range of a quantized input (uint8: p, int8: p - 128); for float32 the same as <see cref="Signed"/>.</summary>
    Auto,

    /// <summary>p / 255: 0 to 1.</summary>
    Unit,

    /// <summary>p / 127.5 - 1: -1 to 1.</summary>
    Signed,

    /// <summary>p: 0 to 255.</summary>
    Raw,

    /// <summary>(p / 255 - mean) / deviation with the channel means of ImageNet, as torchvision does.</summary>
    ImageNet,
}
