using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>QUANTIZE from float32, and between integers.</summary>
internal static class QuantizeKernel
{
    public static void Run(Quantize op, TensorValues values)
    {
        var graph = values.Graph;
        var type = graph[op.Input].Type;
        var input = values.Read(op.Input);
        if (type is ElementType.Int16 or ElementType.Int32
            || (type != ElementType.Float32 && graph[op.Output].Type is ElementType.Int16 or ElementType.Int32))
        {
            var constants = RequantizeConstants.For(graph, op);
            PlainNumbers.Write(values, graph[op.Output], [.. PlainNumbers.Integers(values, graph[op.Input])
                .Select(
                    x =>
                        (long)constants.Range.Clamp(
                            unchecked(constants.Factor.Apply((int)x + constants.InputOffset) + constants.OutputOffset)))]);
            return;
        }

        if (graph[op.Output].Type == ElementType.Int16)
        {
            var steps = FloatQuantization.For(graph, op);
            PlainNumbers.Write(
                values, graph[op.Output], [.. PlainNumbers.Reals(values, graph[op.Input]).Select(x => (long)steps.Quantize(x))]);
            return;
        }

        var result = values.Write(op.Output);
        if (type != ElementType.Float32)
        {
            Elements.Map(input, result, RequantizeConstants.For(graph, op).Table(type, values.Rounding));
            return;
        }

        var quantization = FloatQuantization.For(graph, op);
        var reals = MemoryMarshal.Cast<byte, float>(input);
        for (var i = 0; i < reals.Length; i++)
            result[i] = Elements.ToByte(quantization.Quantize(reals[i], values.Rounding));
    }
}
