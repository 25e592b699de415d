using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>
/// A constant of which a file stores only some values; all others are zero. Dimensions of the tensor come first, in any order, then
/// those inside blocks; each is walked whole or in compressed lines, and values lie in the order of the walk.
/// </summary>
/// <param name="shape">Of the whole constant.</param>
internal sealed class SparseConstant(SparsityTable table, Shape shape)
{
    private readonly ImmutableArray<int> _order = table.TraversalOrder;
    private readonly ImmutableArray<int> _blocked = table.BlockMap;
    private readonly ImmutableArray<SparseDimensionTable> _dimensions = table.Dimensions;

    /// <summary>All elements of the constant; null when what is stored does not describe it.</summary>
    /// <param name="values">The stored elements of <paramref name="elementBytes"/> bytes each.</param>
    public byte[]? Dense(ReadOnlySpan<byte> values, int elementBytes)
    {
        if (Steps() is not { } steps || Positions(steps, values.Length / elementBytes) is not { } positions
            || values.Length != (long)positions.Length * elementBytes)
            return null;
        var dense = new byte[checked(shape.ElementCount * elementBytes)];
        for (var i = 0; i < positions.Length; i++)
            values.Slice(i * elementBytes, elementBytes).CopyTo(dense.AsSpan(positions[i] * elementBytes));
        return dense;
    }

    /// <summary>How many positions each dimension of the walk has, and how many elements one position is away from the next.</summary>
    private (int Extent, int Stride)[]? Steps()
    {
        var count = shape.Rank + _blocked.Length;
        if (_order.Length != count || _dimensions.Length != count
            || !_order.Take(shape.Rank).Order().SequenceEqual(Enumerable.Range(0, shape.Rank))
            || !_order.Order().SequenceEqual(Enumerable.Range(0, count)) || _blocked.Any(d => d < 0 || d >= shape.Rank))
            return null;
        var (left, stride) = (shape.Dimensions.ToArray(), Strides());
        var steps = new (int Extent, int Stride)[count];
        for (var i = count - 1; i >= shape.Rank; i--)
        {
            var dimension = _blocked[_order[i] - shape.Rank];
            var size = _dimensions[i].DenseSize;
            if (size < 1 || left[dimension] % size != 0)
                return null;
            steps[i] = (size, stride[dimension]);
            left[dimension] /= size;
            stride[dimension] *= size;
        }

        for (var i = 0; i < shape.Rank; i++)
            steps[i] = (left[_order[i]], stride[_order[i]]);
        return steps;
    }

    private int[] Strides()
    {
        var strides = new int[shape.Rank];
        for (var (d, stride) = (shape.Rank - 1, 1); d >= 0; stride *= shape[d--])
            strides[d] = stride;
        return strides;
    }

    /// <summary>Where each stored value belongs.</summary>
    private int[]? Positions((int Extent, int Stride)[] steps, int values)
    {
        int[] positions = [0];
        for (var i = 0; i < steps.Length; i++)
        {
            var next = _dimensions[i].IsCompressed
                ? Compressed(positions, _dimensions[i], steps[i])
                : Whole(positions, _dimensions[i], steps[i], MostBehind(i, values));
            if (next is null)
                return null;
            positions = next;
        }

        return positions;
    }

    /// <summary>What the file stores bounds the walk: a segment for each line of the next compressed dimension, or else a value.</summary>
    private int MostBehind(int position, int values) =>
        _dimensions.Skip(position + 1).Where(d => d.IsCompressed).Select(d => d.Segments.Length).FirstOrDefault(values);

    private static int[]? Whole(int[] lines, SparseDimensionTable dimension, (int Extent, int Stride) step, int most)
    {
        if (dimension.DenseSize != step.Extent || (long)lines.Length * step.Extent > most)
            return null;
        var positions = new int[lines.Length * step.Extent];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = lines[i / step.Extent] + (i % step.Extent * step.Stride);
        return positions;
    }

    private static int[]? Compressed(int[] lines, SparseDimensionTable dimension, (int Extent, int Stride) step)
    {
        var (segments, indices) = (dimension.Segments, dimension.Indices);
        if (segments.Length != lines.Length + 1 || segments[0] != 0 || segments[^1] != indices.Length
            || indices.Any(index => index < 0 || index >= step.Extent))
            return null;
        var positions = new int[indices.Length];
        for (var line = 0; line < lines.Length; line++)
        {
            var (first, end) = (segments[line], segments[line + 1]);
            if (end < first || end > indices.Length || !IsAscending(indices.AsSpan(first, end - first)))
                return null;
            for (var i = first; i < end; i++)
                positions[i] = lines[line] + (indices[i] * step.Stride);
        }

        return positions;
    }

    /// <summary>So that no position is told twice, and there are never more than the constant has.</summary>
    private static bool IsAscending(ReadOnlySpan<int> indices)
    {
        for (var i = 1; i < indices.Length; i++)
        {
            if (indices[i] <= indices[i - 1])
                return false;
        }

        return true;
    }
}
