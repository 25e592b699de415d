using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of SQUARED_DIFFERENCE: each side is Factor.Apply((x + Offset) &lt;&lt; LeftShift);
/// result = clamp(OutputFactor.Apply((left - right)^2) + OutputOffset).</summary>
internal sealed record SquaredDifferenceConstants(
    int LeftOffset,
    int RightOffset,
    int OutputOffset,
    QuantizedMultiplier LeftFactor,
    QuantizedMultiplier RightFactor,
    QuantizedMultiplier OutputFactor)
{
    /// <summary>As much head room as leaves the square below 2^31.</summary>
    public const int LeftShift = 7;

    public static SquaredDifferenceConstants For(ITensorTable graph, SquaredDifference op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        var twiceMax = 2.0 * MathF.Max(left.Scale, right.Scale);
        return new SquaredDifferenceConstants(
            -left.ZeroPoint,
            -right.ZeroPoint,
            output.ZeroPoint,
            QuantizedMultiplier.FromReal(left.Scale / twiceMax),
            QuantizedMultiplier.FromReal(right.Scale / twiceMax),
            QuantizedMultiplier.FromReal(OutputReal(left.Scale, right.Scale, output.Scale)));
    }

    /// <summary>The factor from the square to the output.</summary>
    public static double OutputReal(float left, float right, float output)
    {
        var twiceMax = 2.0 * MathF.Max(left, right);
        return twiceMax * twiceMax / (1 << (2 * LeftShift)) / output;
    }
}
