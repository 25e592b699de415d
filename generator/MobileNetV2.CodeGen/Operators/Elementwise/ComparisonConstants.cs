using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of comparisons of int8: each side becomes Factor.Apply((x + Offset) * 2^<see cref="LeftShift"/>).</summary>
internal sealed record ComparisonConstants(int LeftOffset, QuantizedMultiplier LeftFactor, int RightOffset, QuantizedMultiplier RightFactor)
{
    /// <summary>Bits that keep what the factors, which are scales, would cut off.</summary>
    public const int LeftShift = 8;

    public static ComparisonConstants For(ITensorTable graph, Comparison op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        return new ComparisonConstants(
            -left.ZeroPoint, QuantizedMultiplier.FromReal(left.Scale), -right.ZeroPoint, QuantizedMultiplier.FromReal(right.Scale));
    }

    public int Left(int x) => LeftFactor.Apply((x + LeftOffset) << LeftShift);

    public int Right(int x) => RightFactor.Apply((x + RightOffset) << LeftShift);
}
