using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What becomes of each byte of an input of CONCATENATION whose quantization is not the output's.</summary>
internal static class ConcatenationTable
{
    private const int UInt8Offset = 128;

    public static byte[] Of(ITensorTable graph, Concatenation op, TensorId input, RoundingRule rule = RoundingRule.Reference)
    {
        var (from, to) = (graph[input], graph[op.Output]);
        if (!op.UInt8Rounding)
            return RequantizeConstants.For(graph, op, input).Table(from.Type, rule);

        // The uint8 kernel multiplies the stored value, which is 128 more here, and rounds each step to binary32.
        var (qi, qo) = (from.RequiredQuantization, to.RequiredQuantization);
        var range = ActivationRange.Of(to.Type);
        var factor = qi.Scale * (1 / qo.Scale);
        var bias = -(qi.ZeroPoint + UInt8Offset) * factor;
        return Elements.Table(from.Type, x =>
        {
            var product = (x + UInt8Offset) * factor;
            var steps = MathF.Round(product + bias, MidpointRounding.AwayFromZero);
            return Elements.ToByte(range.Clamp((int)Math.Clamp(steps, -65536f, 65536f) + qo.ZeroPoint));
        });
    }
}
