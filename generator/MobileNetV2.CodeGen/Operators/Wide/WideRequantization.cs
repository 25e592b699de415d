using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How sums of products of 16-bit values and 8-bit weights become 16-bit values.</summary>
internal static class WideRequantization
{
    /// <summary>Bits in which an operator adds: those of its bias.</summary>
    public static int SumBits(ITensorTable graph, FilterOperator op) =>
        op.Bias is { } bias && graph[bias].Type == ElementType.Int32 ? 32 : 64;

    /// <summary>The biases of an operator as 64-bit numbers; zeros when it has none.</summary>
    public static long[] Bias(TensorValues values, FilterOperator op, int channels) =>
        op.Bias is { } bias ? PlainNumbers.Integers(values, values.Graph[bias]) : new long[channels];

    public static short Finish(this ConvolutionConstants constants, long sum, int channel, int sumBits)
    {
        var factor = constants.Multipliers[channel];
        return (short)constants.Activation.Clamp(sumBits == 32 ? factor.Apply(unchecked((int)sum)) : factor.Apply(sum));
    }
}
