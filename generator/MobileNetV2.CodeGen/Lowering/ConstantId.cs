namespace MobileNetV2.CodeGen.Lowering;

internal readonly record struct ConstantId(int Value);
