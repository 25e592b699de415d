using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Kernels;

/// <summary>How two shapes broadcast to a third, neighbouring dimensions merged where both inputs allow it.</summary>
/// <param name="LeftStrides">In elements, for each output dimension; 0 along a dimension that repeats.</param>
internal sealed record Broadcasting(ImmutableArray<int> OutputDimensions, ImmutableArray<int> LeftStrides, ImmutableArray<int> RightStrides)
{
    public int Rank => OutputDimensions.Length;

    /// <summary>Both inputs have every element of the output: no broadcasting at all.</summary>
    public bool IsPlain => Rank == 1 && LeftStrides[0] == 1 && RightStrides[0] == 1;

    public static Broadcasting Of(Shape left, Shape right, Shape output)
    {
        var dims = new List<(int Size, bool Left, bool Right)>();
        for (var fromEnd = output.Rank; fromEnd >= 1; fromEnd--)
        {
            var size = output[output.Rank - fromEnd];
            if (size == 1)
                continue;
            var dim = (Size: size, Left: At(left, fromEnd) != 1, Right: At(right, fromEnd) != 1);
            if (dims.Count > 0 && dims[^1].Left == dim.Left && dims[^1].Right == dim.Right)
                dims[^1] = dim with { Size = dims[^1].Size * dim.Size };
            else
                dims.Add(dim);
        }

        if (dims.Count == 0)
            dims.Add((1, true, true));
        return new Broadcasting(
            [.. dims.Select(d => d.Size)],
            Strides([.. dims.Select(d => (d.Size, d.Left))]),
            Strides([.. dims.Select(d => (d.Size, d.Right))]));
    }

    /// <summary>Along the dimension so many from the end, the last being 1; 1 where there is none.</summary>
    public int Extent(int fromEnd) => fromEnd <= Rank ? OutputDimensions[^fromEnd] : 1;

    /// <summary>The same of an input of these strides: 1 where it repeats.</summary>
    public int Extent(ImmutableArray<int> strides, int fromEnd) => fromEnd <= Rank && strides[^fromEnd] == 0 ? 1 : Extent(fromEnd);

    /// <summary>What kernels walk by.</summary>
    public StructArgument Argument() => new("mnv2_broadcast", "shapes",
    [
        new StructField("rank", new IntegerValue(Rank)),
        StructFields.Array("output_dims", OutputDimensions),
        StructFields.Array("input_1_strides", LeftStrides),
        StructFields.Array("input_2_strides", RightStrides),
    ]);

    private static int At(Shape shape, int fromEnd) => fromEnd <= shape.Rank ? shape[shape.Rank - fromEnd] : 1;

    private static ImmutableArray<int> Strides(ImmutableArray<(int Size, bool Has)> dims)
    {
        var strides = new int[dims.Length];
        var stride = 1;
        for (var d = dims.Length - 1; d >= 0; d--)
        {
            strides[d] = dims[d].Has ? stride : 0;
            stride *= dims[d].Has ? dims[d].Size : 1;
        }

        return [.. strides];
    }
}
