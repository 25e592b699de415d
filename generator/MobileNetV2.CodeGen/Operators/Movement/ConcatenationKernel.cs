using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// CONCATENATION. An input of another quantization than the output is requantized as QUANTIZE does it; the oracle refuses that case.
/// </summary>
internal static class ConcatenationKernel
{
    public static void Run(Concatenation op, TensorValues values)
    {
        var graph = values.Graph;
        var output = graph[op.Output];
        var result = values.Write(op.Output);
        var outer = output.Shape.Dimensions.Take(op.Axis).Aggregate(1, (product, d) => product * d);
        var rowBytes = output.SizeBytes / outer;
        var target = 0;
        foreach (var id in op.Inputs)
        {
            var bytes = Requantized(op, id, values);
            var partBytes = bytes.Length / outer;
            for (var row = 0; row < outer; row++)
                bytes.Slice(row * partBytes, partBytes).CopyTo(result.AsSpan((row * rowBytes) + target));
            target += partBytes;
        }
    }

    private static ReadOnlySpan<byte> Requantized(Concatenation op, TensorId id, TensorValues values)
    {
        var bytes = values.Read(id);
        var input = values.Graph[id];
        if (input.Type is not (ElementType.Int8 or ElementType.UInt8)
            || input.RequiredQuantization.Equals(values.Graph[op.Output].Quantization))
            return bytes;
        var moved = new byte[bytes.Length];
        Elements.Map(bytes, moved, ConcatenationTable.Of(values.Graph, op, id, values.Rounding));
        return moved;
    }
}
