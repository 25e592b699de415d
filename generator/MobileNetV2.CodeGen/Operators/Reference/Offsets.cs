using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Element offsets of one tensor listed in the order in which another is walked, for any rank.</summary>
internal static class Offsets
{
    /// <summary>The distance between neighbours along each axis of a dense tensor.</summary>
    public static int[] Strides(Shape shape)
    {
        var strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--)
            strides[axis] = stride;
        return strides;
    }

    /// <summary>
    /// For each element of <paramref name="output"/>, row-major, the element of <paramref name="operand"/> that NumPy broadcasting
    /// pairs with it.
    /// </summary>
    public static int[] Broadcast(Shape operand, Shape output)
    {
        var dense = Strides(operand);
        var missing = output.Rank - operand.Rank;
        return Walk(output, [.. Enumerable.Range(0, output.Rank)
            .Select(axis => axis < missing || operand[axis - missing] == 1 ? 0 : dense[axis - missing])]);
    }

    /// <summary>
    /// For each index of <paramref name="shape"/>, row-major, <paramref name="start"/> plus index times <paramref name="strides"/>.
    /// </summary>
    public static int[] Walk(Shape shape, ReadOnlySpan<int> strides, int start = 0)
    {
        var offsets = new int[shape.ElementCount];
        offsets[0] = start;
        for (int axis = shape.Rank - 1, filled = 1; axis >= 0; filled *= shape[axis], axis--)
        {
            // The innermost axes are there already; repeat them along this one.
            var stride = strides[axis];
            for (int i = filled, end = filled * shape[axis]; i < end; i++)
                offsets[i] = offsets[i - filled] + stride;
        }

        return offsets;
    }
}
