namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>Which options table an operator carries; only those that converters read.</summary>
internal enum OptionsKind : byte
{
    None = 0,
    Conv2D = 1,
    DepthwiseConv2D = 2,
    Pool2D = 5,
    FullyConnected = 8,
    Softmax = 9,
    Concatenation = 10,
    Add = 11,
    Reshape = 17,
    Mul = 21,
    Pad = 22,
    Transpose = 26,
    Reducer = 27,
    Sub = 28,
    Squeeze = 30,
    LeakyRelu = 75,
    Gelu = 116,
}
