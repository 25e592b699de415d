using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TRANSPOSE of any rank and type.</summary>
internal static class TransposeKernel
{
    public static void Run(Transpose op, TensorValues values)
    {
        var graph = values.Graph;
        var size = graph[op.Input].Type.SizeBytes();
        var strides = Offsets.Strides(graph[op.Input].Shape);
        var source = Offsets.Walk(graph[op.Output].Shape, [.. op.Permutation.Select(axis => strides[axis])]);
        var input = values.Read(op.Input);
        var result = values.Write(op.Output);
        for (var i = 0; i < source.Length; i++)
            input.Slice(source[i] * size, size).CopyTo(result.AsSpan(i * size));
    }
}
