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
    L2Normalization = 12,
    ResizeBilinear = 15,
    Reshape = 17,
    Mul = 21,
    Pad = 22,
    Transpose = 26,
    Reducer = 27,
    Sub = 28,
    Div = 29,
    Squeeze = 30,
    TransposeConv = 49,
    ResizeNearestNeighbor = 74,
    StridedSlice = 32,
    Pack = 59,
    Unpack = 64,
    LeakyRelu = 75,
    CallOnce = 103,
    VarHandle = 111,
    Gelu = 116,
}
