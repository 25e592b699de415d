using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>The dimensions that a PAD changes, others merged into their outer neighbours.</summary>
internal static class PaddedDimensions
{
    /// <summary>A dimension without padding joins its outer neighbour, whose padding then counts in larger units.</summary>
    /// <param name="element">Bytes of an element; the sizes are in bytes.</param>
    public static ImmutableArray<(int Size, int Before, int After)> Of(Shape shape, Pad op, int element = 1)
    {
        var dims = new List<(int Size, int Before, int After)>();
        var unpadded = element;
        for (var d = shape.Rank - 1; d >= 0; d--)
        {
            if (op.Before[d] == 0 && op.After[d] == 0)
            {
                unpadded *= shape[d];
                continue;
            }

            dims.Insert(0, (shape[d] * unpadded, op.Before[d] * unpadded, op.After[d] * unpadded));
            unpadded = 1;
        }

        if (unpadded > 1 || dims.Count == 0)
            dims.Insert(0, (unpadded, 0, 0));
        return [.. dims];
    }
}
