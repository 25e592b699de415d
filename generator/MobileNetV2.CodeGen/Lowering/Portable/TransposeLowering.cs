using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Lowering.Portable;

/// <summary>TRANSPOSE to <c>mnv2_transpose</c>, for elements of any size.</summary>
internal static class TransposeLowering
{
    public static void Lower(Transpose op, StepBuilder step)
    {
        var input = step[op.Input];
        var dims = Merged(input.Shape, op.Permutation);
        PortableLimits.CheckRank(op, dims.Length, step);
        step.Call(
            "mnv2_transpose",
            ["mnv2_transpose.c"],
            new StructArgument("mnv2_transpose_params", "params",
            [
                new StructField("rank", new IntegerValue(dims.Length)),
                StructFields.Array("output_dims", dims.Select(d => d.Size)),
                StructFields.Array("input_strides", dims.Select(d => d.Stride)),
                new StructField("element", new IntegerValue(input.Type.SizeBytes())),
            ]),
            step.Read(op.Input),
            step.Write(op.Output));
        step.EstimatedInstructions = CostModel.Rescale(input.Shape.ElementCount);
    }

    /// <summary>Output dimensions with their input stride; neighbours that stay neighbours are one.</summary>
    private static ImmutableArray<(int Size, int Stride)> Merged(Shape input, ImmutableArray<int> permutation)
    {
        var strides = new int[input.Rank];
        var stride = 1;
        for (var d = input.Rank - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= input[d];
        }

        var dims = new List<(int Size, int Stride)>();
        foreach (var axis in permutation)
        {
            var (size, step) = (input[axis], strides[axis]);
            if (size == 1)
                continue;
            if (dims.Count > 0 && dims[^1].Stride == size * step)
                dims[^1] = (dims[^1].Size * size, step);
            else
                dims.Add((size, step));
        }

        return dims.Count == 0 ? [(1, 1)] : [.. dims];
    }
}
