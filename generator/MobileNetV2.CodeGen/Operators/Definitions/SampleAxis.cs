namespace MobileNetV2.CodeGen.Operators;

/// <summary>Output position p of an axis reads <paramref name="Size"/> input positions from floor((p * Stride + Offset) / Divisor)
/// on.</summary>
internal readonly record struct SampleAxis(int Size, int Stride, int Offset, int Divisor);
