using System.Numerics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of MEAN and SUM: result = clamp(Factor.Apply(sum + SumOffset) + OutputOffset),
/// the sum taken over raw values.</summary>
/// <param name="Count">How many elements each result is made of.</param>
/// <param name="SumOffset">Minus <paramref name="Count"/> times the input's zero point.</param>
/// <param name="Factor">Input scale / output scale; that of a mean is divided by <paramref name="Count"/> and not normalised,
/// its multiplier may be below 2^30.</param>
/// <param name="Range">The output type's range.</param>
internal sealed record MeanConstants(int Count, int SumOffset, int OutputOffset, QuantizedMultiplier Factor, ActivationRange Range)
{
    public static MeanConstants For(ITensorTable graph, SummingOperator op)
    {
        var (input, output) = (graph[op.Input], graph[op.Output]);
        var (qi, qo) = (input.RequiredQuantization, output.RequiredQuantization);
        var count = op.Axes.Aggregate(1, (product, axis) => product * input.Shape[axis]);
        var factor = QuantizedMultiplier.FromReal((double)qi.Scale / qo.Scale);

        var offset = unchecked((int)(-(long)qi.ZeroPoint * count));
        if (op is not Mean)
            return new MeanConstants(count, offset, qo.ZeroPoint, factor, ActivationRange.Of(output.Type));

        // 1/count goes into the multiplier: as much as floor(log2 count) bits of it into the shift, the rest by a truncating division.
        var shift = Math.Min(Math.Min(BitOperations.Log2((uint)count), 32), 31 + factor.Shift);
        var folded = new QuantizedMultiplier((int)(((long)factor.MultiplierQ31 << shift) / count), factor.Shift - shift);
        return new MeanConstants(count, offset, qo.ZeroPoint, folded, ActivationRange.Of(output.Type));
    }

    /// <summary>The factor as another program rounds with it.</summary>
    public RuledFactor By(RoundingRule rule, ITensorTable graph, SummingOperator op)
    {
        var (input, output) = (graph[op.Input].RequiredQuantization.Scale, graph[op.Output].RequiredQuantization.Scale);
        var count = op is Mean ? Count : 1;
        return new RuledFactor(rule, Factor, (double)input / output / count, input / (output * count));
    }
}
