namespace MobileNetV2.CodeGen.Import;

internal enum ModelFormat
{
    Unknown,
    Empty,
    TfLite,
    Description,
    Onnx,
}
