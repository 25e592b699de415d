using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of BATCH_MATMUL: result = clamp(Factor.Apply(sum of (l + LeftOffset) * (r + RightOffset)) + OutputOffset).</summary>
internal sealed record BatchMatMulConstants(
    int LeftOffset, int RightOffset, int OutputOffset, QuantizedMultiplier Factor, ActivationRange Activation)
{
    public static BatchMatMulConstants For(ITensorTable graph, BatchMatMul op)
    {
        var (left, right) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        return new BatchMatMulConstants(
            -left.ZeroPoint,
            -right.ZeroPoint,
            output.ZeroPoint,
            QuantizedMultiplier.FromReal(RealFactor(left.Scale, right.Scale, output.Scale)),
            ActivationRange.Of(op.Activation, graph[op.Output]));
    }

    /// <remarks>The reference rounds the product of the scales to binary32.</remarks>
    public static double RealFactor(float left, float right, float output) => ScaleProduct.Float32.Of(left, right) / output;
}
