using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Constants of SOFTMAX: beta * (x - max) in Q5.26 is InputFactor.Apply(x - max).</summary>
/// <param name="InputFactor">Never below 1: its shift is a left shift.</param>
/// <param name="DiffMin">Differences to the maximum below this (a negative number) have probability 0.</param>
internal sealed record SoftmaxConstants(QuantizedMultiplier InputFactor, int DiffMin)
{
    /// <summary>Integer bits of a scaled difference; 31 - 5 = 26 are its fraction.</summary>
    public const int ScaledDifferenceIntegerBits = FixedPointFunctions.ExpIntegerBits;

    /// <summary>Integer bits of the sum of exponentials.</summary>
    public const int AccumulatorIntegerBits = 12;

    public static SoftmaxConstants For(ITensorTable graph, Softmax op) => For((double)op.Beta * graph[op.Input].RequiredQuantization.Scale);

    /// <param name="scale">Of the differences, beta included.</param>
    public static SoftmaxConstants For(double scale)
    {
        const int fractionBits = 31 - ScaledDifferenceIntegerBits;
        var real = Math.Min(scale * (1 << fractionBits), (1L << 31) - 1.0);
        var factor = QuantizedMultiplier.FromReal(real);
        var radius = Math.Floor(Math.ScaleB(((1 << ScaledDifferenceIntegerBits) - 1) * (double)(1L << fractionBits), -factor.Shift));
        return new SoftmaxConstants(factor, -(int)Math.Min(radius, int.MaxValue));
    }
}
