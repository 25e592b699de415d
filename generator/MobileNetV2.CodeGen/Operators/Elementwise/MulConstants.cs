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
    public static MulConstants For(ITensorTable graph, Mul op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        return new MulConstants(
            -left.ZeroPoint,
            -right.ZeroPoint,
            output.ZeroPoint,
            QuantizedMultiplier.FromReal(op.ScaleProduct.Of(left.Scale, right.Scale) / output.Scale),
            ActivationRange.Of(op.Activation, graph[op.Output]));
    }
}
