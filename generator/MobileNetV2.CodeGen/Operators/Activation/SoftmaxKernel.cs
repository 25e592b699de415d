using System.Numerics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SOFTMAX over the last dimension; the output's scale is 1/256 and its zero point the smallest value of its type.</summary>
internal static class SoftmaxKernel
{
    public static void Run(Softmax op, TensorValues values)
    {
        var graph = values.Graph;
        if (values.Rounding == RoundingRule.Float32)
        {
            SoftmaxOfReals.Run(op, values);
            return;
        }

        var constants = SoftmaxConstants.For(graph, op);
        var isWide = graph[op.Output].Type == ElementType.Int16;
        var elements = Elements.Widen(values.Read(op.Input), graph[op.Input].Type, 0);
        var depth = graph[op.Input].Shape.Channels;
        var result = new long[elements.Length];
        for (var start = 0; start < elements.Length; start += depth)
            RunRow(elements.AsSpan(start, depth), result.AsSpan(start, depth), constants, isWide ? 16 : 8);
        PlainNumbers.Write(values, graph[op.Output], result);
    }

    private static void RunRow(ReadOnlySpan<short> row, Span<long> result, SoftmaxConstants constants, int bits)
    {
        var max = short.MinValue;
        foreach (var x in row)
            max = Math.Max(max, x);

        var exponentials = new int[row.Length];
        var sum = 0u;
        for (var i = 0; i < row.Length; i++)
        {
            var difference = row[i] - max;
            if (difference < constants.DiffMin)
                continue;
            exponentials[i] = FixedPointFunctions.ExpOfNegative(constants.InputFactor.Apply(difference));
            var accumulated = FixedPoint.RoundingDivideByPowerOfTwo(exponentials[i], SoftmaxConstants.AccumulatorIntegerBits);
            sum = unchecked(sum + (uint)accumulated);
        }

        // Rows of 4096 elements and more may wrap the sum; the oracle leaves that undefined, C and this agree.
        // sum = (1 + fraction) * 2^bits; the rounding shift at the end takes the 2^bits back and leaves the output's bits.
        var headroom = Math.Min(BitOperations.LeadingZeroCount(sum), 31);
        var fraction = unchecked((int)((sum << headroom) - (1u << 31)));
        var reciprocal = FixedPointFunctions.ReciprocalOfOnePlus(fraction);
        var shift = SoftmaxConstants.AccumulatorIntegerBits - headroom + 31 - bits;
        for (var i = 0; i < row.Length; i++)
        {
            var product = FixedPoint.SaturatingRoundingDoublingHighMultiply(reciprocal, exponentials[i]);

            // A sum above 512 asks for a shift by 32, which leaves nothing.
            var probability = shift > 31 ? 0 : FixedPoint.RoundingDivideByPowerOfTwo(product, shift);
            result[i] = Math.Clamp(probability - (1L << (bits - 1)), -(1L << (bits - 1)), (1L << (bits - 1)) - 1);
        }
    }
}
