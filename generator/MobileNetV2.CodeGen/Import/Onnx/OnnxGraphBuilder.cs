using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Import.Onnx;

/// <summary>Collects the tensors and operators of the graph, and brings values into the order of axes that an operator wants.</summary>
internal sealed class OnnxGraphBuilder(string name)
{
    /// <summary>Elements that any file may compute from its constants.</summary>
    private const long ComputedByAny = 1L << 23;

    /// <summary>And so many more for each element that it holds: scales, transposes and masks of weights.</summary>
    private const long ComputedOfEach = 8;

    private readonly List<Tensor> _tensors = [];
    private readonly List<Operator> _operators = [];
    private readonly Dictionary<(TensorId Tensor, string Order), TensorId> _reordered = [];

    private readonly Dictionary<TensorId, OnnxIntegers> _quantizations = [];
    private readonly Dictionary<TensorId, OnnxStored> _stored = [];
    private readonly HashSet<TensorId> _folded = [];
    private long _computed;
    private long _mostComputed = ComputedByAny;

    /// <summary>What the file says of the integers behind tensors.</summary>
    public IReadOnlyDictionary<TensorId, OnnxIntegers> Quantizations => _quantizations;

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
    public void Quantize(TensorId id, OnnxIntegers quantization)
    {
        if (_quantizations.TryGetValue(id, out var known) && !known.Equals(quantization))
            throw new RefusedException("a tensor is quantized twice, in different ways", "quantize each tensor once");
        _quantizations[id] = quantization;
    }

    /// <summary>Adds an operator and its only output.</summary>
    public TensorId Add(string tensorName, ImmutableArray<int> dimensions, Func<OperatorId, ImmutableArray<TensorId>, Operator> make)
    {
        var output = Tensor(tensorName, dimensions);
        var op = make(new OperatorId(_operators.Count), [output]);
        _operators.Add(op);
        if (op is not (FilterOperator or PoolOperator) && op.Inputs.All(id => this[id].IsConstant && !_stored.ContainsKey(id)))
            Fold(op);
        return output;
    }

    /// <summary>The elements of a tensor that was computed from constants alone.</summary>
    public float[]? Folded(TensorId id) =>
        _folded.Contains(id) ? MemoryMarshal.Cast<byte, float>(_tensors[id.Value].Data!.Value.Span).ToArray() : null;

    /// <summary>Counts elements that the file itself holds.</summary>
    public void Hold(long elements) => _mostComputed += ComputedOfEach * elements;

    /// <summary>Room for elements that are computed here; a small file must not grow without bound.</summary>
    public void Reserve(long elements)
    {
        _computed += elements;
        if (elements > _mostComputed || _computed > _mostComputed)
            throw new RefusedException(
                $"more than {_mostComputed} elements of constants are computed from others, which is out of proportion to the file",
                "let the exporter fold constants, or check that this is the right file");
    }

    /// <summary>Computes what does not depend on the input: shapes, anchors, masks.</summary>
    private void Fold(Operator op)
    {
        var graph = new Graph(name, [.. op.Inputs.Concat(op.Outputs).Distinct().Order().Select(id => this[id])], [op], [], op.Outputs);
        if (GraphValidator.Validate(graph).Any(d => d.IsError))
            return;
        Reserve(op.Inputs.Concat(op.Outputs).Sum(id => (long)this[id].Shape.ElementCount));
        var values = new TensorValues(graph, []);
        OperatorReference.Run(op, values);
        _tensors[op.Output.Value] = this[op.Output] with { Data = values.Read(op.Output).ToArray() };
        _folded.Add(op.Output);
        _operators.RemoveAt(_operators.Count - 1);
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
