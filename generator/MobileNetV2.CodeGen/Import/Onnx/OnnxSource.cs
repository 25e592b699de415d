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

    /// <summary>An axis counted from the front.</summary>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new RefusedException($"axis {axis} is outside a tensor of {rank} dimensions", "export the model again");

    public static int Size(long size, string what) => size is > 0 and < 1 << 16
        ? (int)size
        : throw new RefusedException($"the {what} is {size}, it must be from 1 to {(1 << 16) - 1}", "export the model again");

    public void Give(OnnxValue value) => Give(0, value);

    public void Give(int output, OnnxValue value) => values[node.Outputs[output]] = value with { Name = node.Outputs[output] };

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
