using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>DEQUANTIZE to float32.</summary>
internal static class DequantizeKernel
{
    public static void Run(Dequantize op, TensorValues values)
    {
        var quantization = FloatQuantization.For(values.Graph, op);
        if (values.Graph[op.Input].Type == ElementType.Int16)
        {
            PlainNumbers.Write(
                values, values.Graph[op.Output], [.. values.Shorts(op.Input).ToArray().Select(x => quantization.Dequantize(x))]);
            return;
        }

        var table = Elements.Table(values.Graph[op.Input].Type, quantization.Dequantize);
        var input = values.Read(op.Input);
        var reals = MemoryMarshal.Cast<byte, float>(values.Write(op.Output).AsSpan());
        for (var i = 0; i < input.Length; i++)
            reals[i] = table[input[i]];
    }
}
