using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>A chain of pictures whose rows pass through operators that take some of them, or move pixels within them, between windows.
/// </summary>
internal sealed class RandomRows(RandomGraphBuilder graph, TestRandom random)
{
    private readonly RandomOperators _operators = new(graph, random);

    public void Make()
    {
        var image = graph.Input(new Shape(1, random.Int(6, 16), random.Int(3, 12), random.Pick(1, 3, 4, 8)));
        for (var blocks = random.Int(3, 7); blocks > 0; blocks--)
            image = Block(image);
        graph.Output(_operators.Relu(image, Activation.Relu6));
    }

    private TensorId Block(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        return random.Int(0, 11) switch
        {
            0 or 1 => _operators.Convolution(image),
            2 => _operators.Depthwise(image),
            3 or 4 or 5 => Slice(
                image, [(0, 1, 1), .. shape.Dimensions.Skip(1).Select((d, i) => random.Chance(0.5) ? (0, d, 1) : Range(d, i > 0))]),
            6 => Neighbours(image),
            7 => Gather(image, random.Int(2, 3)),
            8 => Reverse(image, random.Pick<ImmutableArray<int>>([2], [3], [2, 3])),
            9 => Tile(image, random.Pick<ImmutableArray<int>>([1, 1, 2, 1], [1, 1, 1, 2])),
            10 => Mirror(image),
            _ => SideBySide(image),
        };
    }

    /// <summary>What changes from a row to the next but one, or from a column to the next.</summary>
    private TensorId Neighbours(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var (axis, distance) = (random.Int(1, 2), random.Int(1, 2));
        if (shape[axis] <= distance)
            return image;
        var others = shape.Dimensions.Select(d => (0, d, 1)).ToImmutableArray();
        var size = shape[axis] - distance;
        var before = Slice(image, others.SetItem(axis, (0, size, 1)));
        var behind = Slice(image, others.SetItem(axis, (distance, size, 1)));
        return _operators.Binary("SUB", behind, before, graph.ShapeOf(before));
    }

    private TensorId SideBySide(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var other = _operators.Relu(image, Activation.Relu);
        return graph.Add(
            new Shape(shape.Dimensions.SetItem(2, 2 * shape.Width)), graph.QuantizationOf(image),
            (id, result) => new Concatenation(id, [image, other], result, 2));
    }

    private TensorId Slice(TensorId image, ImmutableArray<(int Begin, int Size, int Step)> ranges) => Like(
        image, new Shape([.. ranges.Select(r => r.Size)]), (id, result) => new Slice(
            id, [image], result, [.. ranges.Select(r => r.Begin)], [.. ranges.Select(r => r.Size)], [.. ranges.Select(r => r.Step)],
            "STRIDED_SLICE"));

    private (int Begin, int Size, int Step) Range(int dimension, bool mayTurn)
    {
        var step = mayTurn ? random.Pick(1, 2, -1) : random.Pick(1, 1, 2, 3);
        var begin = step > 0 ? random.Int(0, dimension / 3) : dimension - 1 - random.Int(0, dimension / 3);
        var most = ((step > 0 ? dimension - 1 - begin : begin) / Math.Abs(step)) + 1;
        return (begin, Math.Max(1, most - random.Int(0, 1)), step);
    }

    private TensorId Gather(TensorId image, int axis)
    {
        var shape = graph.ShapeOf(image);
        ImmutableArray<int> indices = [.. Enumerable.Range(0, random.Int(1, 9)).Select(_ => random.Int(0, shape[axis] - 1))];
        return Like(
            image, new Shape(shape.Dimensions.SetItem(axis, indices.Length)),
            (id, result) => new Gather(id, [image], result, axis, indices));
    }

    private TensorId Reverse(TensorId image, ImmutableArray<int> axes) =>
        Like(image, graph.ShapeOf(image), (id, result) => new Reverse(id, [image], result, axes));

    private TensorId Tile(TensorId image, ImmutableArray<int> multiples) => Like(
        image, new Shape([.. graph.ShapeOf(image).Dimensions.Zip(multiples, (d, m) => d * m)]),
        (id, result) => new Tile(id, [image], result, multiples));

    private TensorId Mirror(TensorId image)
    {
        var shape = graph.ShapeOf(image);
        var (before, after) = (Amounts(), Amounts());
        var isSymmetric = random.Chance(0.5);
        return Like(
            image, new Shape([.. shape.Dimensions.Select((d, i) => before[i] + d + after[i])]),
            (id, result) => new MirrorPad(id, [image], result, before, after, isSymmetric));

        ImmutableArray<int> Amounts() =>
            [0, 0, random.Int(0, Math.Min(3, shape.Width - 1)), random.Chance(0.3) ? Math.Min(1, shape.Channels - 1) : 0];
    }

    private TensorId Like(TensorId image, Shape shape, Func<OperatorId, ImmutableArray<TensorId>, Operator> make) =>
        graph.Add(shape, graph.QuantizationOf(image), make);
}
