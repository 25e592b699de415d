using System.Collections.Immutable;
using System.Numerics;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SOFTMAX over the last dimension of 16-bit values, by straight lines between the entries of two tables.</summary>
internal static class WideSoftmax
{
    public static void Run(Softmax op, TensorValues values)
    {
        var constants = WideSoftmaxConstants.For(values.Graph, op);
        var depth = values.Graph[op.Input].Shape.Channels;
        var input = values.Shorts(op.Input);
        var result = values.WriteShorts(op.Output);
        for (var start = 0; start < input.Length; start += depth)
            RunRow(input.Slice(start, depth), result.Slice(start, depth), constants);
    }

    private static void RunRow(ReadOnlySpan<short> row, Span<short> result, WideSoftmaxConstants constants)
    {
        var largest = short.MinValue;
        foreach (var x in row)
            largest = Math.Max(largest, x);

        var sum = 0;
        for (var i = 0; i < row.Length; i++)
        {
            var scaled = unchecked(constants.Factor.Apply(row[i] - largest) + short.MaxValue);
            result[i] = LookUp(WideSoftmaxConstants.Exponential, Math.Clamp(scaled, short.MinValue, short.MaxValue));
            sum += result[i];
        }

        // sum = (1 + fraction) * 2^bits; 16 bits of the fraction go to the table.
        var zeros = BitOperations.LeadingZeroCount((uint)sum);
        var bits = 31 - zeros;
        var mantissa = (int)((((long)sum << (zeros - 1)) + (1 << 13)) >> 14);
        var place = Math.Clamp(mantissa - (1 << 15) - (1 << 16), short.MinValue, short.MaxValue);
        var reciprocal = LookUp(WideSoftmaxConstants.Reciprocal, place);
        for (var i = 0; i < result.Length; i++)
            result[i] = (short)Math.Clamp((int)((((long)result[i] * reciprocal) + (1L << (bits - 1))) >> bits), 0, short.MaxValue);
    }

    /// <remarks>Differences and results are kept in 16 bits, as the reference keeps them.</remarks>
    private static short LookUp(ImmutableArray<int> table, int x)
    {
        var entry = 256 + (x >> 7);
        var slope = unchecked((short)(table[entry + 1] - table[entry]));
        return unchecked((short)(table[entry] + (((slope * (x & 127)) + 64) >> 7)));
    }
}
