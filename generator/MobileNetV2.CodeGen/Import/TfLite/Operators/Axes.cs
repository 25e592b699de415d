using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Axes in files may count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the front; null after reporting one outside a tensor of this rank.</summary>
    public static int? Normalise(OperatorSource source, int axis, int rank)
    {
        if (axis >= -rank && axis < rank)
            return axis < 0 ? axis + rank : axis;
        source.BadOption($"axis {axis} is outside a tensor of {rank} dimensions", "export the model again");
        return null;
    }

    /// <summary>All axes counted from the front, each once, ascending.</summary>
    public static ImmutableArray<int>? Normalise(OperatorSource source, ImmutableArray<int> axes, int rank)
    {
        var normal = new SortedSet<int>();
        foreach (var axis in axes)
        {
            if (Normalise(source, axis, rank) is not { } value)
                return null;
            normal.Add(value);
        }

        return [.. normal];
    }

    /// <summary>What is left of a shape when some dimensions are reduced to one element.</summary>
    public static ImmutableArray<int> Reduced(Shape input, ImmutableArray<int> axes, bool keep) =>
    [
        .. input.Dimensions.Select((size, axis) => (Size: axes.Contains(axis) ? 1 : size, IsKept: keep || !axes.Contains(axis)))
            .Where(d => d.IsKept)
            .Select(d => d.Size),
    ];
}
