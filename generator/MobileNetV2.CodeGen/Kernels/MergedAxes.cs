using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The axes of a permutation, as few as possible.</summary>
internal static class MergedAxes
{
    /// <summary>Output dimensions with their input stride; neighbours that stay neighbours are one.</summary>
    public static ImmutableArray<(int Size, int Stride)> Of(Shape input, ImmutableArray<int> permutation)
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
