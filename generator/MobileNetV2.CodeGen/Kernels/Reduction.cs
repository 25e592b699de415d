using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>Which dimensions a reduction keeps and which it folds, neighbours of the same kind merged.</summary>
/// <param name="Kept">Size and stride in elements, outermost first; at least one.</param>
/// <param name="Reduced">Size and stride in elements, outermost first; at least one.</param>
internal sealed record Reduction(ImmutableArray<(int Size, int Stride)> Kept, ImmutableArray<(int Size, int Stride)> Reduced)
{
    public static Reduction Of(Shape input, ImmutableArray<int> axes)
    {
        var kept = new List<(int Size, int Stride)>();
        var reduced = new List<(int Size, int Stride)>();
        var stride = 1;
        List<(int Size, int Stride)>? previous = null;
        for (var axis = input.Rank - 1; axis >= 0; axis--)
        {
            if (input[axis] == 1)
                continue;
            var list = axes.Contains(axis) ? reduced : kept;
            if (list == previous)
                list[0] = (list[0].Size * input[axis], list[0].Stride);
            else
                list.Insert(0, (input[axis], stride));
            previous = list;
            stride *= input[axis];
        }

        return new Reduction(kept.Count == 0 ? [(1, 1)] : [.. kept], reduced.Count == 0 ? [(1, 1)] : [.. reduced]);
    }

    /// <summary>The input seen as [outer][reduced][inner], or null when it has no such form.</summary>
    public (int Outer, int Reduced, int Inner)? AsBlocks()
    {
        if (Reduced.Length != 1)
            return null;
        var (count, stride) = Reduced[0];
        return Kept switch
        {
            [var only] when count == 1 => (1, 1, only.Size), // of one pixel: its channels stay what they are
            [var only] when only.Stride < stride && only.Size == stride => (1, count, only.Size),
            [var only] when stride == 1 && (only.Stride == count || only.Size == 1) => (only.Size, count, 1),
            [var outer, var inner] when inner.Stride == 1 && inner.Size == stride && outer.Stride == stride * count =>
                (outer.Size, count, inner.Size),
            _ => null,
        };
    }
}
