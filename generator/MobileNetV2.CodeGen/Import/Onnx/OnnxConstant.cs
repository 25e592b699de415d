using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.Onnx.Schema;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Elements that are known: reals, or whole numbers such as shapes, axes and quantized weights.</summary>
internal sealed record OnnxConstant(ImmutableArray<int> Dimensions, float[]? Reals, long[]? Integers)
{
    /// <summary>What the file says of the elements.</summary>
    public OnnxType Type { get; init; }

    /// <summary>The integers that these reals were made of; null for constants that were always reals.</summary>
    public OnnxStored? Stored { get; init; }

    public int Count => Reals?.Length ?? Integers!.Length;

    public static OnnxConstant Of(ImmutableArray<int> dimensions, float[] reals) => new(dimensions, reals, null);

    public static OnnxConstant Of(ImmutableArray<int> dimensions, long[] integers) => new(dimensions, null, integers);

    /// <summary>The elements as reals, whatever they are stored as.</summary>
    public float[] AsReals() => Reals ?? [.. Integers!.Select(i => (float)i)];

    /// <summary>The same with axis i taken from axis order[i].</summary>
    public OnnxConstant Transposed(ImmutableArray<int> order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Length)))
            return this;
        ImmutableArray<int> dimensions = [.. order.Select(axis => Dimensions[axis])];
        var strides = new int[Dimensions.Length];
        for (int axis = Dimensions.Length - 1, stride = 1; axis >= 0; stride *= Dimensions[axis], axis--)
            strides[axis] = stride;
        var from = new int[Count];
        for (int axis = dimensions.Length - 1, filled = 1; axis >= 0; filled *= dimensions[axis], axis--)
        {
            // The innermost axes are there already; repeat them along this one.
            for (var i = filled; i < filled * dimensions[axis]; i++)
                from[i] = from[i - filled] + strides[order[axis]];
        }

        return new OnnxConstant(
            dimensions, Reals is { } reals
                ? Array.ConvertAll(from, i => reals[i])
                : null, Integers is { } all ? Array.ConvertAll(from, i => all[i]) : null)
        {
            Type = Type,
            Stored = Stored?.Transposed(order),
        };
    }
}
