using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Split, Slice and Gather: parts of a tensor, or of a shape.</summary>
internal static class OnnxParts
{
    public static void Split(OnnxSource source)
    {
        var input = source.Input(0);
        var axis = OnnxSource.Axis(source.Integer("axis", 0), input.Rank);
        var total = input.Dimensions[axis];
        var asked = source.Has(1) ? source.Integers(1, "sizes") : source.Integers("split") ?? [];
        var step = (total + source.OutputCount - 1) / source.OutputCount;
        var sizes = asked.IsEmpty
            ? Enumerable.Range(0, source.OutputCount).Select(i => Math.Min(step, total - (i * step))).ToImmutableArray()
            : [.. asked.Select(size => OnnxSource.Size(size, "part"))];
        if (sizes.Length != source.OutputCount || sizes.Sum() != total || sizes.Any(size => size < 1))
            throw new RefusedException($"{total} elements are split into [{string.Join(", ", sizes)}]", "export the model again");
        for (int i = 0, begin = 0; i < sizes.Length; begin += sizes[i++])
            source.Give(i, Part(source, input, axis, begin, sizes[i], 1));
    }

    public static void Slice(OnnxSource source)
    {
        var input = source.Input(0);
        var starts = source.Has(1) ? source.Integers(1, "starts") : source.Integers("starts") ?? [];
        var ends = source.Has(2) ? source.Integers(2, "ends") : source.Integers("ends") ?? [];
        var axes = source.Has(3)
            ? source.Integers(3, "axes")
            : source.Integers("axes") ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = source.Has(4) ? source.Integers(4, "steps") : [.. starts.Select(_ => 1L)];
        if (starts.Length != ends.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw new RefusedException("starts, ends, axes and steps have different lengths", "export the model again");
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = OnnxSource.Axis(axes[i], input.Rank);
            var (size, step) = (input.Dimensions[axis], steps[i]);
            if (step is < 1 or > int.MaxValue)
                throw new RefusedException($"the step is {step}", "walk forwards");
            var (begin, end) = (At(starts[i], size), At(ends[i], size));
            if (end <= begin)
                throw new RefusedException("nothing is left of the operand", "export the model again");
            input = Part(source, input, axis, begin, (int)((end - begin + step - 1) / step), (int)step);
        }

        source.Give(input);
    }

    /// <summary>One index that is known: the axis goes.</summary>
    public static void Gather(OnnxSource source)
    {
        var input = source.Input(0);
        var axis = OnnxSource.Axis(source.Integer("axis", 0), input.Rank);
        var index = source.Constant(1, "index");
        var indices = source.Integers(1, "index").Select(i => OnnxSource.Axis(i, input.Dimensions[axis])).ToArray();
        if (input.Constant is { } data)
        {
            source.Give(OnnxValue.Of(source.Name, Gathered(source, data, axis, index.Dimensions, indices)));
            return;
        }

        if (indices is not [var only])
        {
            source.Give(Joined(source, input, axis, index, indices));
            return;
        }

        var part = Part(source, input, axis, only, 1, 1);
        if (index.Dimensions.Length == 1)
        {
            source.Give(part);
            return;
        }

        var (dimensions, order) = OnnxMovement.Without(part, [axis]);
        var tensor = source.Graph.InOrder(part, part.Order);
        var output = source.Graph.Reshape(source.Name, tensor, [.. order.Select(a => dimensions[a])]);
        source.Give(OnnxValue.Of(source.Name, dimensions, output, order));
    }

    private static OnnxConstant Gathered(
        OnnxSource source, OnnxConstant data, int axis, ImmutableArray<int> at, int[] indices)
    {
        ImmutableArray<int> dimensions = [.. data.Dimensions[..axis], .. at, .. data.Dimensions[(axis + 1)..]];
        var inner = data.Dimensions.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        var outer = data.Dimensions.Take(axis).Aggregate(1, (product, size) => product * size);
        source.Graph.Reserve((long)inner * outer * indices.Length);
        return data.Picked(dimensions, [.. Enumerable.Range(0, outer * indices.Length * inner).Select(i =>
            (((i / inner / indices.Length * data.Dimensions[axis]) + indices[i / inner % indices.Length]) * inner) + (i % inner))]);
    }

    /// <summary>Several known elements, one behind the other; neighbours stay together.</summary>
    private static OnnxValue Joined(OnnxSource source, OnnxValue input, int axis, OnnxConstant index, int[] indices)
    {
        if (index.Dimensions.Length != 1 || indices.Length == 0)
            throw new RefusedException("elements are gathered in several dimensions", "gather along one dimension");
        var parts = ImmutableArray.CreateBuilder<OnnxValue?>();
        for (int begin = 0, end = 1; begin < indices.Length; begin = end++)
        {
            while (end < indices.Length && indices[end] == indices[end - 1] + 1)
                end++;
            parts.Add(Part(source, input, axis, indices[begin], end - begin, 1));
        }

        return parts is [{ } only] ? only : source.Result(OnnxMovement.Concat, parts.ToImmutable());
    }

    private static OnnxValue Part(OnnxSource source, OnnxValue input, int axis, int begin, int size, int step)
    {
        var dimensions = input.Dimensions.SetItem(axis, size);
        if (input.Constant is { } data)
        {
            var strides = data.Strides();
            source.Graph.Reserve(dimensions.Aggregate(1L, (product, d) => product * d));
            return OnnxValue.Of(
                source.Name, data.Strided(dimensions, strides.SetItem(axis, strides[axis] * step), strides[axis] * begin));
        }

        if (size == input.Dimensions[axis])
            return input;
        var tensor = source.Graph.InOrder(input, input.Order);
        var at = input.StoredAxis(axis);
        var shape = source.Graph[tensor].Shape;
        var zeros = Enumerable.Repeat(0, shape.Rank).ToImmutableArray();
        var ones = Enumerable.Repeat(1, shape.Rank).ToImmutableArray();
        var sizes = shape.Dimensions.SetItem(at, size);
        var output = source.Graph.Add(source.Name, sizes, (id, outputs) =>
            new Slice(id, [tensor], outputs, zeros.SetItem(at, begin), sizes, ones.SetItem(at, step), "STRIDED_SLICE"));
        return OnnxValue.Of(source.Name, dimensions, output, input.Order);
    }

    private static int At(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);
}
