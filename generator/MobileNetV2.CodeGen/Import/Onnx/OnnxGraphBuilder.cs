using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Collects the tensors and operators of the graph, and brings values into the order of axes that an operator wants.</summary>
internal sealed class OnnxGraphBuilder(string name)
{
    private readonly List<Tensor> _tensors = [];
    private readonly List<Operator> _operators = [];
    private readonly Dictionary<(TensorId Tensor, string Order), TensorId> _reordered = [];

    private readonly Dictionary<TensorId, QuantizationParameters> _quantizations = [];
    private readonly Dictionary<TensorId, OnnxStored> _stored = [];

    /// <summary>What the file says of the integers behind tensors.</summary>
    public IReadOnlyDictionary<TensorId, QuantizationParameters> Quantizations => _quantizations;

    /// <summary>The integers that constants were made of.</summary>
    public IReadOnlyDictionary<TensorId, OnnxStored> Stored => _stored;

    public Tensor this[TensorId id] => _tensors[id.Value];

    public TensorId Tensor(string tensorName, ImmutableArray<int> dimensions, bool hasOpenBatch = false)
    {
        var id = new TensorId(_tensors.Count);
        _tensors.Add(new Tensor(id, tensorName, ShapeOf(dimensions), ElementType.Float32) { HasOpenBatch = hasOpenBatch });
        return id;
    }

    public TensorId Constant(string tensorName, OnnxConstant constant)
    {
        var id = Tensor(tensorName, constant.Dimensions);
        _tensors[id.Value] = _tensors[id.Value] with { Data = MemoryMarshal.AsBytes(constant.AsReals().AsSpan()).ToArray() };
        if (constant.Stored is { } stored)
            _stored.Add(id, stored);
        return id;
    }

    /// <summary>Says which integers stand for a tensor.</summary>
    public void Quantize(TensorId id, QuantizationParameters quantization)
    {
        if (_quantizations.TryGetValue(id, out var known) && !known.Equals(quantization))
            throw new RefusedException("a tensor is quantized twice, in different ways", "quantize each tensor once");
        _quantizations[id] = quantization;
    }

    /// <summary>Adds an operator and its only output.</summary>
    public TensorId Add(string tensorName, ImmutableArray<int> dimensions, Func<OperatorId, ImmutableArray<TensorId>, Operator> make)
    {
        var output = Tensor(tensorName, dimensions);
        _operators.Add(make(new OperatorId(_operators.Count), [output]));
        return output;
    }

    /// <summary>The value with its axes in this order; a TRANSPOSE is added when they are in another.</summary>
    public TensorId InOrder(OnnxValue value, ImmutableArray<int> order)
    {
        if (value.Constant is { } constant)
            return Constant(value.Name, constant.Transposed(order));
        var tensor = value.Tensor!.Value;
        if (value.Order.SequenceEqual(order))
            return tensor;
        var key = (tensor, string.Join(' ', order) + '/' + string.Join(' ', value.Order));
        if (_reordered.TryGetValue(key, out var known))
            return known;
        ImmutableArray<int> dimensions = [.. order.Select(axis => value.Dimensions[axis])];
        var wide = value.Order.Where(axis => value.Dimensions[axis] > 1);
        var added = wide.SequenceEqual(order.Where(axis => value.Dimensions[axis] > 1))
            ? Reshape(value.Name, tensor, dimensions)
            : Add(value.Name, dimensions, (id, outputs) => new Transpose(id, [tensor], outputs, [.. order.Select(value.StoredAxis)]));
        _reordered.Add(key, added);
        return added;
    }

    /// <summary>The same elements under another shape.</summary>
    public TensorId Reshape(string tensorName, TensorId tensor, ImmutableArray<int> dimensions) =>
        this[tensor].Shape.Dimensions.SequenceEqual(dimensions)
            ? tensor
            : Add(tensorName, dimensions, (id, outputs) => new Reshape(id, [tensor], outputs, "RESHAPE"));

    /// <summary>The value with leading dimensions of 1.</summary>
    public OnnxValue Raised(OnnxValue value, int rank)
    {
        var missing = rank - value.Rank;
        if (missing <= 0)
            return value;
        ImmutableArray<int> ones = [.. Enumerable.Repeat(1, missing)];
        ImmutableArray<int> dimensions = [.. ones, .. value.Dimensions];
        if (value.Constant is { } constant)
            return OnnxValue.Of(value.Name, constant with { Dimensions = dimensions });
        ImmutableArray<int> order = [.. Enumerable.Range(0, missing), .. value.Order.Select(axis => axis + missing)];
        var tensor = value.Tensor!.Value;
        return OnnxValue.Of(value.Name, dimensions, Reshape(value.Name, tensor, [.. ones, .. this[tensor].Shape.Dimensions]), order);
    }

    /// <summary>The graph of what the outputs need.</summary>
    public Graph Build(ImmutableArray<TensorId> inputs, ImmutableArray<TensorId> outputs)
    {
        var needed = outputs.ToHashSet();
        var operators = new Stack<Operator>();
        foreach (var op in _operators.AsEnumerable().Reverse().Where(o => o.Outputs.Any(needed.Contains)))
        {
            operators.Push(op);
            needed.UnionWith(op.Inputs);
        }

        needed.UnionWith(inputs);
        needed.UnionWith(operators.SelectMany(o => o.Outputs));
        return new Graph(name, [.. _tensors.Where(t => needed.Contains(t.Id))], [.. operators], inputs, outputs);
    }

    private static Shape ShapeOf(ImmutableArray<int> dimensions)
    {
        if (dimensions.Length > Shape.HighestRank)
            throw new RefusedException($"a tensor has {dimensions.Length} dimensions, at most {Shape.HighestRank} are supported",
                "reshape it to fewer");
        if (dimensions.Any(d => d < 1))
            throw new RefusedException(
                $"a tensor has the shape [{string.Join(", ", dimensions)}]", "give every dimension a size of at least 1");
        if (dimensions.Aggregate(1L, (product, d) => Math.Min(product * d, int.MaxValue)) >= int.MaxValue)
            throw new RefusedException(
                $"a tensor of shape [{string.Join(", ", dimensions)}] is too large", "export the network for smaller pictures");
        return new Shape(dimensions);
    }
}
