namespace MobileNetV2.CodeGen.Lowering;

internal readonly record struct BufferId(int Value);
