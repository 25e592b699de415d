using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of LOG_SOFTMAX: those of SOFTMAX, and the way back.</summary>
/// <param name="InputFactor">x - max in Q5.26 is InputFactor.Apply(x - max).</param>
/// <param name="Reverse">From Q5.26 to a difference of stored values.</param>
/// <param name="DiffMin">Differences below this (a negative number) add nothing to the sum.</param>
internal sealed record LogSoftmaxConstants(QuantizedMultiplier InputFactor, QuantizedMultiplier Reverse, int DiffMin)
{
    /// <summary>Fraction bits that a result loses on its way from Q5.26 to 16ths.</summary>
    public const int OutputShift = 31 - SoftmaxConstants.ScaledDifferenceIntegerBits - 4;

    public static LogSoftmaxConstants For(ITensorTable graph, LogSoftmax op)
    {
        var forward = SoftmaxConstants.For(graph[op.Input].RequiredQuantization.Scale);
        var reverse = QuantizedMultiplier.FromReal((1L << (31 - forward.InputFactor.Shift)) / (double)forward.InputFactor.MultiplierQ31);
        return new LogSoftmaxConstants(forward.InputFactor, reverse, forward.DiffMin);
    }
}
