using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx.Operators;

/// <summary>Operators that only move elements, and those that compute shapes.</summary>
internal static class OnnxMovement
{
    public static void Identity(OnnxSource source) => source.Give(source.Input(0));

    /// <summary>A permutation of ONNX's axes; the tensor stays as it is.</summary>
    public static void Transpose(OnnxSource source)
    {
        var input = source.Input(0);
        ImmutableArray<int> permutation = source.Integers("perm") is { } given
            ? [.. given.Select(axis => OnnxSource.Axis(axis, input.Rank))]
            : [.. Enumerable.Range(0, input.Rank).Reverse()];
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
            throw new RefusedException(
                $"[{string.Join(", ", permutation)}] is no permutation of {input.Rank} axes", "export the model again");
        source.Give(input.Constant is { } constant
            ? OnnxValue.Of(source.Name, constant.Transposed(permutation))
            : OnnxValue.Of(
                source.Name,
                [.. permutation.Select(axis => input.Dimensions[axis])],
                input.Tensor!.Value,
                [.. input.Order.Select(axis => permutation.IndexOf(axis))]));
    }

    public static void Flatten(OnnxSource source)
    {
        var input = source.Input(0);
        var axis = source.Integer("axis", 1) is var a && a == input.Rank ? input.Rank : OnnxSource.Axis(a, input.Rank);
        var rows = input.Dimensions.Take(axis).Aggregate(1, (product, d) => checked(product * d));
        GiveShape(source, [rows, Count(input) / rows]);
    }

    public static void Reshape(OnnxSource source)
    {
        var input = source.Input(0);
        var asked = source.Has(1) ? source.Integers(1, "shape") : source.Integers("shape") ?? [];
        var copies = source.Integer("allowzero", 0) == 0;
        var sizes = asked.Select((size, axis) => size == 0 && copies && axis < input.Rank ? input.Dimensions[axis] : size).ToList();
        var known = sizes.Where(size => size != -1).Aggregate(1L, (product, size) => Math.Clamp(product * size, -1, int.MaxValue));
        var open = sizes.IndexOf(-1);
        var count = Count(input);
        if (open >= 0 && known > 0 && count % known == 0)
            sizes[open] = count / known;
        if (sizes.Any(size => size is < 1 or > int.MaxValue)
            || sizes.Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue)) != count)
        {
            throw new RefusedException(
                $"a tensor of shape [{string.Join(", ", input.Dimensions)}] cannot become [{string.Join(", ", asked)}]",
                "export the model for a batch of 1");
        }

        GiveShape(source, [.. sizes.Select(size => (int)size)]);
    }

    public static void Squeeze(OnnxSource source)
    {
        var input = source.Input(0);
        var asked = source.Has(1) ? source.Integers(1, "axes") : source.Integers("axes") ?? [];
        ImmutableArray<int> axes = asked.IsEmpty
            ? [.. Enumerable.Range(0, input.Rank).Where(axis => input.Dimensions[axis] == 1)]
            : [.. asked.Select(axis => OnnxSource.Axis(axis, input.Rank))];
        if (axes.Any(axis => input.Dimensions[axis] != 1))
            throw new RefusedException(
                $"axes of shape [{string.Join(", ", input.Dimensions)}] that are not 1 are removed", "export the model again");
        var (dimensions, order) = Without(input, axes);
        Give(source, input, dimensions, order);
    }

    public static void Unsqueeze(OnnxSource source)
    {
        var input = source.Input(0);
        var asked = source.Has(1) ? source.Integers(1, "axes") : source.Integers("axes") ?? [];
        var rank = input.Rank + asked.Length;
        var axes = asked.Select(axis => OnnxSource.Axis(axis, rank)).ToHashSet();
        var kept = Enumerable.Range(0, rank).Where(axis => !axes.Contains(axis)).ToImmutableArray();
        if (kept.Length != input.Rank)
            throw new RefusedException("an axis is added twice", "export the model again");
        ImmutableArray<int> dimensions =
            [.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : input.Dimensions[kept.IndexOf(axis)])];
        Give(source, input, dimensions, [.. axes.Order(), .. input.Order.Select(axis => kept[axis])]);
    }

    public static void Concat(OnnxSource source)
    {
        var values = Enumerable.Range(0, source.InputCount).Select(source.Input).ToImmutableArray();
        var axis = OnnxSource.Axis(source.Integer("axis", 0), values[0].Rank);
        if (values.All(v => v.Constant is { Integers: not null }) && values[0].Rank == 1)
        {
            long[] all = [.. values.SelectMany(v => v.Constant!.Integers!)];
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([all.Length], all)));
            return;
        }

        if (values is [var single])
        {
            source.Give(single);
            return;
        }

        if (values.Any(v =>
            v.Rank != values[0].Rank || v.Dimensions.Where((size, i) => i != axis && size != values[0].Dimensions[i]).Any()))
            throw new RefusedException("the operands have shapes that cannot be joined", "export the model again");
        var order = (values.FirstOrDefault(v => v.Constant is null) ?? values[0]).Order;
        ImmutableArray<TensorId> tensors = [.. values.Select(v => source.Graph.InOrder(v, order))];
        var dimensions = values[0].Dimensions.SetItem(axis, values.Sum(v => v.Dimensions[axis]));
        var output = source.Graph.Add(source.Name, [.. order.Select(a => dimensions[a])], (id, outputs) =>
            new Concatenation(id, tensors, outputs, order.IndexOf(axis)));
        source.Give(OnnxValue.Of(source.Name, dimensions, output, order));
    }

    /// <summary>Repeats axes of 1, and adds some in front, until the shape is that of the second operand.</summary>
    public static void Expand(OnnxSource source)
    {
        var input = source.Input(0);
        var asked = source.Integers(1, "shape");
        var rank = Math.Max(asked.Length, input.Rank);
        var raised = source.Graph.Raised(input, rank);
        ImmutableArray<long> padded = [.. Enumerable.Repeat(1L, rank - asked.Length), .. asked];
        if (padded.Where((size, axis) => size != 1 && size != raised.Dimensions[axis] && raised.Dimensions[axis] != 1).Any())
            throw new RefusedException(
                $"a tensor of shape [{string.Join(", ", input.Dimensions)}] does not spread to [{string.Join(", ", asked)}]",
                "export the model again");
        Repeat(source, raised, [.. padded.Select((size, axis) => raised.Dimensions[axis] == 1 ? OnnxSource.Size(size, "size") : 1)]);
    }

    public static void Tile(OnnxSource source)
    {
        var input = source.Input(0);
        var repeats = source.Integers(1, "repeats");
        if (repeats.Length != input.Rank)
            throw new RefusedException($"{repeats.Length} repeats are given for {input.Rank} dimensions", "export the model again");
        Repeat(source, input, [.. repeats.Select(r => OnnxSource.Size(r, "repeats"))]);
    }

    private static void Repeat(OnnxSource source, OnnxValue input, ImmutableArray<int> times)
    {
        if (times.All(t => t == 1))
        {
            source.Give(input);
            return;
        }

        var tensor = source.Graph.InOrder(input, input.Order);
        ImmutableArray<int> stored = [.. input.Order.Select(axis => times[axis])];
        ImmutableArray<int> dimensions = [.. input.Dimensions.Zip(times, (size, t) => checked(size * t))];
        if (input.Constant is { Integers: not null } or { Reals: not null })
            source.Graph.Reserve(dimensions.Aggregate(1L, (product, d) => Math.Min(product * d, int.MaxValue)));
        if (input.Constant is { Integers: { } integers } constant)
        {
            var strides = constant.Strides();
            source.Give(OnnxValue.Of(source.Name, constant.Picked(dimensions, [.. Enumerable.Range(
                0, dimensions.Aggregate(1, (product, d) => product * d)).Select(Source)])));
            return;

            int Source(int index)
            {
                var from = 0;
                for (var axis = dimensions.Length - 1; axis >= 0; index /= dimensions[axis], axis--)
                    from += index % dimensions[axis] % constant.Dimensions[axis] * strides[axis];
                return from;
            }
        }

        var output = source.Graph.Add(
            source.Name, [.. input.Order.Select(axis => dimensions[axis])], (id, outputs) => new Tile(id, [tensor], outputs, stored));
        source.Give(OnnxValue.Of(source.Name, dimensions, output, input.Order));
    }

    /// <summary>Pad with zeros.</summary>
    public static void Pad(OnnxSource source)
    {
        var input = source.Input(0);
        if (source.Text("mode", "constant") != "constant")
            throw new RefusedException($"the mode is '{source.Text("mode", "")}'", "pad with zeros");
        var value = source.Has(2) ? source.Constant(2, "value").AsReals()[0] : source.Real("value", 0);
        if (value != 0)
            throw new RefusedException($"the padding has the value {value}", "pad with zeros");
        var pads = source.Has(1) ? source.Integers(1, "pads") : source.Integers("pads") ?? [];
        ImmutableArray<int> axes = source.Has(3)
            ? [.. source.Integers(3, "axes").Select(axis => OnnxSource.Axis(axis, input.Rank))]
            : OnnxValue.Plain(input.Rank);
        if (pads.Length != 2 * axes.Length || pads.Any(p => p is < 0 or > 1 << 20))
            throw new RefusedException(
                $"the paddings [{string.Join(", ", pads)}] are negative, or not two for each axis", "crop with another operator");
        var (before, after) = (new int[input.Rank], new int[input.Rank]);
        for (var i = 0; i < axes.Length; i++)
            (before[axes[i]], after[axes[i]]) = ((int)pads[i], (int)pads[i + axes.Length]);
        var tensor = source.Graph.InOrder(input, input.Order);
        ImmutableArray<int> dimensions = [.. input.Dimensions.Select((size, axis) => size + before[axis] + after[axis])];
        var output = source.Graph.Add(source.Name, [.. input.Order.Select(axis => dimensions[axis])], (id, outputs) => new Pad(
            id, [tensor], outputs, [.. input.Order.Select(axis => before[axis])], [.. input.Order.Select(axis => after[axis])], 0));
        source.Give(OnnxValue.Of(source.Name, dimensions, output, input.Order));
    }

    /// <summary>Blocks of channels become blocks of pixels: a reshape, a permutation and a reshape.</summary>
    public static void DepthToSpace(OnnxSource source)
    {
        var input = source.Input(0);
        var block = OnnxSource.Size(source.Integer("blocksize", 0), "block");
        if (input.Rank != 4 || input.Dimensions[1] % (block * block) != 0)
            throw new RefusedException($"shape [{string.Join(", ", input.Dimensions)}] has no channels for blocks of {block}",
                "export the model again");
        var (n, channels, height, width) =
            (input.Dimensions[0], input.Dimensions[1] / (block * block), input.Dimensions[2], input.Dimensions[3]);
        var isColumnFirst = source.Text("mode", "DCR") == "CRD";
        var x = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        ImmutableArray<int> split = isColumnFirst ? [n, height, width, channels, block, block] : [n, height, width, block, block, channels];
        var parts = source.Graph.Reshape(source.Name, x, split);
        ImmutableArray<int> permutation = isColumnFirst ? [0, 1, 4, 2, 5, 3] : [0, 1, 3, 2, 4, 5];
        var moved = source.Graph.Add(source.Name, [.. permutation.Select(axis => split[axis])], (id, outputs) =>
            new Transpose(id, [parts], outputs, permutation));
        var output = source.Graph.Reshape(source.Name, moved, [n, height * block, width * block, channels]);
        source.Give(OnnxValue.Of(source.Name, [n, channels, height * block, width * block], output, OnnxValue.ChannelsLast(4)));
    }

    /// <summary>Blocks of pixels become channels: pixel by pixel of the block, as DepthToSpace takes them apart.</summary>
    public static void SpaceToDepth(OnnxSource source)
    {
        var input = source.Input(0);
        var block = OnnxSource.Size(source.Integer("blocksize", 0), "block");
        if (input.Rank != 4 || input.Dimensions[2] % block != 0 || input.Dimensions[3] % block != 0)
            throw new RefusedException($"shape [{string.Join(", ", input.Dimensions)}] has no blocks of {block}", "export the model again");
        var (n, channels, height, width) =
            (input.Dimensions[0], input.Dimensions[1], input.Dimensions[2] / block, input.Dimensions[3] / block);
        var x = source.Graph.InOrder(input, OnnxValue.ChannelsLast(4));
        ImmutableArray<int> split = [n, height, block, width, block, channels];
        var parts = source.Graph.Reshape(source.Name, x, split);
        ImmutableArray<int> permutation = [0, 1, 3, 2, 4, 5];
        var moved = source.Graph.Add(source.Name, [.. permutation.Select(axis => split[axis])], (id, outputs) =>
            new Transpose(id, [parts], outputs, permutation));
        var output = source.Graph.Reshape(source.Name, moved, [n, height, width, channels * block * block]);
        source.Give(OnnxValue.Of(source.Name, [n, channels * block * block, height, width], output, OnnxValue.ChannelsLast(4)));
    }

    public static void Shape(OnnxSource source)
    {
        var dimensions = source.Input(0).Dimensions;
        var (start, end) =
            (At(source.Integer("start", 0), dimensions.Length), At(source.Integer("end", dimensions.Length), dimensions.Length));
        long[] shape = [.. dimensions.Take(end).Skip(start).Select(d => (long)d)];
        source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([shape.Length], shape)));
    }

    /// <summary>Casts between reals, and of shapes.</summary>
    public static void Cast(OnnxSource source)
    {
        var input = source.Input(0);
        var isReal = (Schema.OnnxType)source.Integer("to", 0) is Schema.OnnxType.Float or Schema.OnnxType.Float16 or Schema.OnnxType.Double
            or Schema.OnnxType.BFloat16;
        source.Give((input.Constant, isReal) switch
        {
            (null, true) or ({ Reals: not null }, true) or ({ Integers: not null }, false) => input,
            ({ } constant, true) => OnnxValue.Of(source.Name, OnnxConstant.Of(constant.Dimensions, constant.AsReals())),
            ({ Reals: { } reals } constant, false) => OnnxValue.Of(
                source.Name, OnnxConstant.Of(constant.Dimensions, Array.ConvertAll(reals, x => (long)Math.Clamp(x, -9e18f, 9e18f)))),
            _ => throw new RefusedException("data of the network is cast to whole numbers", "keep the network in reals"),
        });
    }

    public static void Constant(OnnxSource source)
    {
        if (source.Tensor("value") is { } tensor)
            source.Give(OnnxValue.Of(source.Name, tensor));
        else if (source.Reals("value_floats") is { } reals)
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([reals.Length], [.. reals])));
        else if (source.Integers("value_ints") is { } integers)
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([integers.Length], [.. integers])));
        else if (source.HasAttribute("value_float"))
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([], [source.Real("value_float", 0)])));
        else if (source.HasAttribute("value_int"))
            source.Give(OnnxValue.Of(source.Name, OnnxConstant.Of([], [source.Integer("value_int", 0)])));
        else
            throw new RefusedException("the constant is no tensor of numbers", "export the model with constant folding");
    }

    /// <summary>What is left of shape and order without some axes.</summary>
    internal static (ImmutableArray<int> Dimensions, ImmutableArray<int> Order) Without(OnnxValue value, ImmutableArray<int> axes)
    {
        var kept = Enumerable.Range(0, value.Rank).Where(axis => !axes.Contains(axis)).ToImmutableArray();
        return ([.. kept.Select(axis => value.Dimensions[axis])], [.. value.Order.Where(kept.Contains).Select(axis => kept.IndexOf(axis))]);
    }

    private static int At(long index, int count) => (int)Math.Clamp(index < 0 ? index + count : index, 0, count);

    private static int Count(OnnxValue value) => value.Dimensions.Aggregate(1, (product, d) => checked(product * d));

    private static void GiveShape(OnnxSource source, ImmutableArray<int> dimensions) =>
        Give(source, source.Input(0), dimensions, OnnxValue.Plain(dimensions.Length), fromPlain: true);

    private static void Give(
        OnnxSource source, OnnxValue input, ImmutableArray<int> dimensions, ImmutableArray<int> order, bool fromPlain = false)
    {
        if (input.Constant is { } constant)
        {
            source.Give(OnnxValue.Of(source.Name, constant with { Dimensions = dimensions }));
            return;
        }

        var tensor = source.Graph.InOrder(input, fromPlain ? OnnxValue.Plain(input.Rank) : input.Order);
        var output = source.Graph.Reshape(source.Name, tensor, [.. order.Select(axis => dimensions[axis])]);
        source.Give(OnnxValue.Of(source.Name, dimensions, output, order));
    }
}
