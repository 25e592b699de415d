using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Onnx.Schema;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>One node under conversion: its operands and attributes, checked when they are asked for.</summary>
internal sealed class OnnxSource(
    OnnxNode node, long opset, OnnxGraphBuilder graph, Dictionary<string, OnnxValue?> values, Func<OnnxTensor, OnnxConstant> decode)
{
    public OnnxGraphBuilder Graph => graph;

    public long Opset => opset;

    public string Kind => node.Kind;

    /// <summary>The name of the first output, for the tensors that are made on the way.</summary>
    public string Name => node.Outputs[0];

    public int InputCount => node.Inputs.Length;

    public int OutputCount => node.Outputs.Length;

    public bool Has(int index) => index < node.Inputs.Length && node.Inputs[index].Length > 0;

    /// <summary>Whether another output than the first is asked for.</summary>
    public bool WantsOutput(int index) => index < node.Outputs.Length && node.Outputs[index].Length > 0;

    public OnnxValue Input(int index) => Has(index)
        ? values[node.Inputs[index]]!
        : throw new RefusedException($"input {index} is missing", "export the model again");

    public OnnxConstant Constant(int index, string role) => Input(index).Constant
        ?? throw new RefusedException($"the {role}, '{node.Inputs[index]}', is computed by the network",
            "export it as a constant, for example with constant folding and a fixed input shape");

    public ImmutableArray<long> Integers(int index, string role) => Constant(index, role).Integers is { } integers
        ? [.. integers]
        : throw new RefusedException($"the {role}, '{node.Inputs[index]}', does not hold whole numbers", "export the model again");

    public bool HasAttribute(string attribute) => node.Attributes.ContainsKey(attribute);

    public long Integer(string attribute, long fallback) =>
        node.Attributes.TryGetValue(attribute, out var value) ? value.Integer : fallback;

    public float Real(string attribute, float fallback) => node.Attributes.TryGetValue(attribute, out var value) ? value.Real : fallback;

    public string Text(string attribute, string fallback) => node.Attributes.TryGetValue(attribute, out var value) ? value.Text : fallback;

    public ImmutableArray<long>? Integers(string attribute) =>
        node.Attributes.TryGetValue(attribute, out var value) ? value.Integers : null;

    public ImmutableArray<float>? Reals(string attribute) => node.Attributes.TryGetValue(attribute, out var value) ? value.Reals : null;

    public OnnxConstant? Tensor(string attribute) =>
        node.Attributes.TryGetValue(attribute, out var value) && value.Tensor is { } tensor ? decode(tensor) : null;

    /// <summary>
    /// An operand as a picture: a signal along one axis is one of height 1. What comes of it goes back with <see cref="GiveImage"/>.
    /// </summary>
    public OnnxValue Image(int index)
    {
        var input = Input(index);
        if (!IsSignal)
            return input;
        if (input.Rank != 3)
            throw new RefusedException($"the operand has {input.Rank} dimensions", "use operands of 3 dimensions (Conv1d) or 4 (Conv2d)");
        var (batch, channels, length) = (input.Dimensions[0], input.Dimensions[1], input.Dimensions[2]);
        var tensor = graph.InOrder(input, OnnxValue.ChannelsLast(3));
        return OnnxValue.Of(
            Name, [batch, channels, 1, length], graph.Reshape(Name, tensor, [batch, 1, length, channels]), OnnxValue.ChannelsLast(4));
    }

    /// <summary>A picture, or what it is for a node on signals.</summary>
    public void GiveImage(OnnxValue image)
    {
        if (!IsSignal)
        {
            Give(image);
            return;
        }

        var (batch, channels, length) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[3]);
        Give(OnnxValue.Of(
            Name, [batch, channels, length], graph.Reshape(Name, image.Tensor!.Value, [batch, length, channels]),
            OnnxValue.ChannelsLast(3)));
    }

    /// <summary>Whether the node works along one axis: Conv1d and its kin.</summary>
    public bool IsSignal => Input(0).Rank == 3;

    /// <summary>A filter of one spatial axis as one of two.</summary>
    public static OnnxConstant Window2D(OnnxConstant filter) => filter.Dimensions is [var outputs, var inputs, var length]
        ? filter.Reshaped([outputs, inputs, 1, length])
        : filter;

    /// <summary>An attribute with a number for each spatial axis, or with one for each end of them;
    /// nodes on signals have half of them.</summary>
    /// <param name="attribute">Its name.</param>
    /// <param name="otherwise">What stands for the axis that a signal does not have.</param>
    public ImmutableArray<long> Pair(string attribute, long otherwise) => (Integers(attribute), IsSignal) switch
    {
        (null, _) => [],
        ([var length], true) => [otherwise, length],
        ([var before, var after], true) => [otherwise, before, otherwise, after],
        ({ } numbers, _) => numbers,
    };

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new RefusedException($"axis {axis} is outside a tensor of {rank} dimensions", "export the model again");

    public static int Size(long size, string what) => size is > 0 and < 1 << 16
        ? (int)size
        : throw new RefusedException($"the {what} is {size}, it must be from 1 to {(1 << 16) - 1}", "export the model again");

    public void Give(OnnxValue value) => Give(0, value);

    /// <summary>What an output stands for. What was computed from constants alone is one.</summary>
    public void Give(int output, OnnxValue value)
    {
        if (value.Tensor is { } tensor && graph.Folded(tensor) is { } reals)
        {
            var stored = OnnxConstant.Of([.. value.Order.Select(axis => value.Dimensions[axis])], reals);
            value = OnnxValue.Of(value.Name, stored.Transposed([.. OnnxValue.Plain(value.Rank).Select(value.StoredAxis)]));
        }

        values[node.Outputs[output]] = value with { Name = node.Outputs[output] };
    }

    /// <summary>What another operator with the attributes of this node makes of these operands; null is one that is left out.</summary>
    public OnnxValue Result(Action<OnnxSource> convert, ImmutableArray<OnnxValue?> operands,
        ImmutableArray<string> withoutAttributes = default)
    {
        var inner = new Dictionary<string, OnnxValue?>(StringComparer.Ordinal);
        var names = ImmutableArray.CreateBuilder<string>(operands.Length);
        foreach (var operand in operands)
        {
            var name = operand is null ? "" : $"operand {names.Count}";
            names.Add(name);
            inner[name] = operand;
        }

        var same = node with
        {
            Inputs = names.ToImmutable(),
            Attributes = withoutAttributes.IsDefault ? node.Attributes : node.Attributes.RemoveRange(withoutAttributes),
        };
        convert(new OnnxSource(same, Integer("opset", opset), graph, inner, decode));
        return inner[Name]!;
    }

    /// <summary>An operator on one tensor that keeps shape and order.</summary>
    public void GiveUnary(Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make) =>
        Give(Unary(Input(0), make));

    public OnnxValue Unary(OnnxValue input, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var tensor = graph.InOrder(input, input.Order);
        var output = graph.Add(Name, graph[tensor].Shape.Dimensions, (id, outputs) => make(id, [tensor], outputs));
        return OnnxValue.Of(Name, input.Dimensions, output, input.Order);
    }

    /// <summary>An operator on two tensors that broadcasts as NumPy does.</summary>
    public OnnxValue Binary(
        OnnxValue left, OnnxValue right, Func<OperatorId, ImmutableArray<TensorId>, ImmutableArray<TensorId>, Operator> make)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        (left, right) = (graph.Raised(left, rank), graph.Raised(right, rank));
        var dimensions = ImmutableArray.CreateBuilder<int>(rank);
        for (var axis = 0; axis < rank; axis++)
        {
            var (a, b) = (left.Dimensions[axis], right.Dimensions[axis]);
            if (a != b && a != 1 && b != 1)
                throw new RefusedException(
                    $"shapes [{string.Join(", ", left.Dimensions)}] and [{string.Join(", ", right.Dimensions)}] do not fit each other",
                    "export the model again");
            dimensions.Add(Math.Max(a, b));
        }

        var order = (left.Constant is null && (right.Constant is not null || Elements(left) >= Elements(right)) ? left : right).Order;
        var (x, y) = (graph.InOrder(left, order), graph.InOrder(right, order));
        var output = graph.Add(Name, [.. order.Select(axis => dimensions[axis])], (id, outputs) => make(id, [x, y], outputs));
        return OnnxValue.Of(Name, dimensions.ToImmutable(), output, order);
    }

    public static OnnxValue Scalar(float value, int rank) =>
        OnnxValue.Of("", OnnxConstant.Of([.. Enumerable.Repeat(1, rank)], [value]));

    private static long Elements(OnnxValue value) => value.Dimensions.Aggregate(1L, (product, d) => product * d);
}
