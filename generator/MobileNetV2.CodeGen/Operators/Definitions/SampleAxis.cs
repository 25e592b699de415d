namespace MobileNetV2.CodeGen.Operators;

/// <summary>Output position p of an axis reads <paramref name="Size"/> input positions from floor((p * Stride + Offset) / Divisor)
/// on.</summary>
internal readonly record struct SampleAxis(int Size, int Stride, int Offset, int Divisor)
{
    /// <summary>Position p reads position p.</summary>
    public static SampleAxis Same { get; } = new(1, 1, 0, 1);
}
