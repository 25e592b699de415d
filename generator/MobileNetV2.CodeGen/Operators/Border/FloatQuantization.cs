using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>QUANTIZE from and DEQUANTIZE to float32.</summary>
internal sealed record FloatQuantization(float Scale, int ZeroPoint, ActivationRange Range)
{
    public static FloatQuantization For(ITensorTable graph, Quantize op) => For(graph[op.Output]);

    public static FloatQuantization For(ITensorTable graph, Dequantize op) => For(graph[op.Input]);

    /// <summary>
    /// x / scale in binary32, rounded half away from zero, moved and clamped. Not a number becomes the zero point, infinities saturate.
    /// </summary>
    public int Quantize(float x, RoundingRule rule = RoundingRule.Reference)
    {
        var steps = MathF.Round(
            x / Scale, rule == RoundingRule.Float32 ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);
        return float.IsNaN(steps) ? ZeroPoint : Range.Clamp(ZeroPoint + (int)Math.Clamp(steps, -65536f, 65536f));
    }

    /// <summary>The product is taken in binary64 and rounded once.</summary>
    public float Dequantize(int x) => (float)((double)Scale * (x - ZeroPoint));

    private static FloatQuantization For(Tensor quantized) => new(
        quantized.RequiredQuantization.Scale, quantized.RequiredQuantization.ZeroPoint, ActivationRange.Of(quantized.Type));
}
