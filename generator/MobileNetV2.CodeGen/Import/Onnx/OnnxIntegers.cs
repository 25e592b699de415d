using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Which integers stand for an activation.</summary>
/// <param name="IsWide">Of 16 bits, and symmetric; otherwise of 8 with a sign.</param>
internal sealed record OnnxIntegers(QuantizationParameters Parameters, bool IsWide);
