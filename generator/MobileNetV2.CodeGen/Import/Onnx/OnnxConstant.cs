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

    /// <summary>The elements, exactly as far as they are below 2^53.</summary>
    public double[] AsDoubles() =>
        Reals is { } reals ? Array.ConvertAll(reals, x => (double)x) : Array.ConvertAll(Integers!, i => (double)i);

    /// <summary>The same with axis i taken from axis order[i].</summary>
    public OnnxConstant Transposed(ImmutableArray<int> order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Length)))
            return this;
        var strides = Strides();
        var picked = Strided([.. order.Select(axis => Dimensions[axis])], [.. order.Select(axis => strides[axis])]);
        return picked with { Stored = Stored?.Transposed(order) };
    }

    /// <summary>Elements at equal distances.</summary>
    /// <param name="dimensions">Of the result.</param>
    /// <param name="steps">How far to go for one step along each axis of the result; 0 repeats.</param>
    /// <param name="first">Where to begin.</param>
    public OnnxConstant Strided(ImmutableArray<int> dimensions, ImmutableArray<int> steps, int first = 0)
    {
        var from = new int[dimensions.Aggregate(1, (product, size) => checked(product * size))];
        if (from.Length > 0)
            from[0] = first;
        for (int axis = dimensions.Length - 1, filled = 1; axis >= 0; filled *= dimensions[axis], axis--)
        {
            // The innermost axes are there already; repeat them along this one.
            for (var i = filled; i < filled * dimensions[axis]; i++)
                from[i] = from[i - filled] + steps[axis];
        }

        return Picked(dimensions, from);
    }

    /// <summary>The elements at these places.</summary>
    public OnnxConstant Picked(ImmutableArray<int> dimensions, int[] from) => new(
        dimensions,
        Reals is { } reals ? Array.ConvertAll(from, i => reals[i]) : null,
        Integers is { } integers ? Array.ConvertAll(from, i => integers[i]) : null)
    {
        Type = Type,
    };

    /// <summary>The elements at these places, and zeros where a place is -1; of quantized weights the zero point.</summary>
    public OnnxConstant Placed(ImmutableArray<int> dimensions, int[] from) => new(
        dimensions,
        Reals is { } reals ? Array.ConvertAll(from, i => i < 0 ? 0 : reals[i]) : null,
        Integers is { } integers ? Array.ConvertAll(from, i => i < 0 ? 0 : integers[i]) : null)
    {
        Type = Type,
        Stored = Stored?.Placed(dimensions, from),
    };

    /// <summary>The same elements under another shape.</summary>
    public OnnxConstant Reshaped(ImmutableArray<int> dimensions) => this with
    {
        Dimensions = dimensions,
        Stored = Stored is { } stored ? stored with { Integers = stored.Integers with { Dimensions = dimensions } } : null,
    };

    /// <summary>Repeated along axes of 1 and missing ones, as NumPy broadcasts.</summary>
    public OnnxConstant Broadcast(ImmutableArray<int> dimensions)
    {
        if (Dimensions.SequenceEqual(dimensions))
            return this;
        var (strides, missing) = (Strides(), dimensions.Length - Dimensions.Length);
        return Strided(dimensions, [.. dimensions.Select((_, axis) => axis < missing || Dimensions[axis - missing] == 1
            ? 0
            : strides[axis - missing])]);
    }

    /// <summary>How many elements apart neighbours along each axis are.</summary>
    public ImmutableArray<int> Strides()
    {
        var strides = new int[Dimensions.Length];
        for (int axis = Dimensions.Length - 1, stride = 1; axis >= 0; stride *= Dimensions[axis], axis--)
            strides[axis] = stride;
        return [.. strides];
    }
}
