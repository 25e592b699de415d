using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of PRELU: with v = x + InputOffset, the result is clamp(Positive.Apply(v) + OutputOffset) where v is not negative,
/// elsewhere clamp(Negative.Apply(v * (alpha + AlphaOffset)) + OutputOffset).</summary>
internal sealed record PreluConstants(
    int InputOffset,
    int AlphaOffset,
    int OutputOffset,
    QuantizedMultiplier Positive,
    QuantizedMultiplier Negative)
{
    public static PreluConstants For(ITensorTable graph, Prelu op)
    {
        var (input, alpha) = (graph[op.Left].RequiredQuantization, graph[op.Right].RequiredQuantization);
        var output = graph[op.Output].RequiredQuantization;
        return new PreluConstants(
            -input.ZeroPoint,
            -alpha.ZeroPoint,
            output.ZeroPoint,
            QuantizedMultiplier.FromReal((double)input.Scale / output.Scale),
            QuantizedMultiplier.FromReal((double)input.Scale * alpha.Scale / output.Scale));
    }
}
