using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of MUL: result = clamp(Factor.Apply((l + LeftOffset) * (r + RightOffset)) + OutputOffset).</summary>
internal sealed record MulConstants(
    int LeftOffset,
    int RightOffset,
    int OutputOffset,
    QuantizedMultiplier Factor,
    ActivationRange Activation)
{
    /// <summary>Products of two numbers of 9 bits, moved up so far, are beyond any output unless they are 0.</summary>
    private const int Beyond = 14;

    /// <summary>A factor above this, which no shift of 32 bits can express, sends every product but 0 to an end of the range.</summary>
    private const double LargestFactor = 1L << 30;

    public static MulConstants For(ITensorTable graph, Mul op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        return new MulConstants(
            -left.ZeroPoint,
            -right.ZeroPoint,
            output.ZeroPoint,
            Factored(op.ScaleProduct.Of(left.Scale, right.Scale) / output.Scale),
            ActivationRange.Of(op.Activation, graph[op.Output]));
    }

    /// <summary>The factor as another program rounds with it.</summary>
    public RuledFactor By(RoundingRule rule, ITensorTable graph, Mul op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization.Scale, graph[op.Right].RequiredQuantization.Scale);
        var output = graph[op.Output].RequiredQuantization.Scale;
        return new RuledFactor(rule, Factor, (double)left * right / output, (float)(left * right) / output);
    }

    private static QuantizedMultiplier Factored(double real) =>
        real < LargestFactor ? QuantizedMultiplier.FromReal(real) : new QuantizedMultiplier(int.MaxValue, Beyond);
}
