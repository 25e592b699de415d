using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>SOFTMAX as programs compute it that have floats: exponentials of differences in binary32.</summary>
internal static class SoftmaxOfReals
{
    public static void Run(Softmax op, TensorValues values)
    {
        var graph = values.Graph;
        var elements = PlainNumbers.Integers(values, graph[op.Input]);
        var depth = graph[op.Input].Shape.Channels;
        var bits = graph[op.Output].Type == ElementType.Int16 ? 16 : 8;
        var (half, scale) = (1L << (bits - 1), op.Beta * graph[op.Input].RequiredQuantization.Scale);
        var result = new long[elements.Length];
        for (var start = 0; start < elements.Length; start += depth)
        {
            var row = elements.AsSpan(start, depth);
            var exponentials = new float[depth];
            var largest = long.MinValue;
            foreach (var x in row)
                largest = Math.Max(largest, x);
            var sum = 0f;
            for (var i = 0; i < depth; i++)
                sum += exponentials[i] = (float)(RealFunctions.ExpMinusOne(scale * (row[i] - largest)) + 1);
            var steps = (1L << bits) / sum;
            for (var i = 0; i < depth; i++)
                result[start + i] = Math.Clamp((long)MathF.Round(exponentials[i] * steps, MidpointRounding.ToEven) - half, -half, half - 1);
        }

        PlainNumbers.Write(values, graph[op.Output], result);
    }
}
