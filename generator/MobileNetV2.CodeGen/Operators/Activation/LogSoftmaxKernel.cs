using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>LOG_SOFTMAX over the last dimension; the output's scale is 1/16 and its zero point the largest value of its type.</summary>
internal static class LogSoftmaxKernel
{
    public static void Run(LogSoftmax op, TensorValues values)
    {
        var graph = values.Graph;
        var constants = LogSoftmaxConstants.For(graph, op);
        var range = ActivationRange.Of(graph[op.Output].Type);
        var elements = Elements.Widen(values.Read(op.Input), graph[op.Input].Type, 0);
        var depth = graph[op.Input].Shape.Channels;
        var result = values.Write(op.Output);
        for (var start = 0; start < elements.Length; start += depth)
            RunRow(elements.AsSpan(start, depth), result.AsSpan(start, depth), constants, range);
    }

    private static void RunRow(ReadOnlySpan<short> row, Span<byte> result, LogSoftmaxConstants constants, ActivationRange range)
    {
        var max = short.MinValue;
        foreach (var x in row)
            max = Math.Max(max, x);

        var sum = 0;
        foreach (var x in row)
        {
            if (x - max < constants.DiffMin)
                continue;
            var exponential = FixedPointFunctions.ExpOfNegative(constants.InputFactor.Apply(x - max));
            sum = unchecked(sum + FixedPoint.RoundingDivideByPowerOfTwo(exponential, SoftmaxConstants.AccumulatorIntegerBits));
        }

        // Differences so far down that Q5.26 ends before the logarithm of the sum is taken off give the smallest value.
        var log = FixedPointFunctions.Log(sum, SoftmaxConstants.AccumulatorIntegerBits);
        var lowest = Math.Max(constants.DiffMin - 1, constants.Reverse.Apply(unchecked(log + int.MinValue)));
        for (var i = 0; i < row.Length; i++)
        {
            var difference = row[i] - max;
            var value = difference > lowest
                ? FixedPoint.RoundingDivideByPowerOfTwo(
                    unchecked(constants.InputFactor.Apply(difference) - log), LogSoftmaxConstants.OutputShift) + range.Max
                : range.Min;
            result[i] = Elements.ToByte(range.Clamp(value));
        }
    }
}
