using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Floats;

/// <summary>A float graph under change: operators are replaced in their order, constants are added. Every question takes a moment,
/// however many operators there are.</summary>
internal sealed class FloatGraphEditor : ITensorTable
{
    private readonly Graph _source;
    private readonly Dictionary<TensorId, Tensor> _tensors;
    private readonly HashSet<TensorId> _outputs;

    /// <summary>In their order; null where one was taken away.</summary>
    private readonly List<Operator?> _operators = [];
    private readonly Dictionary<Operator, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TensorId, Operator> _sources = [];
    private readonly Dictionary<TensorId, int> _readers = [];
    private int _nextTensor;

    private readonly IReadOnlySet<TensorId> _fixed;

    /// <param name="fixedTensors">Tensors that must stay as they are: nothing is fused across them.</param>
    public FloatGraphEditor(Graph source, IReadOnlySet<TensorId>? fixedTensors = null)
    {
        _fixed = fixedTensors ?? new HashSet<TensorId>();
        _source = source;
        _outputs = [.. source.Outputs];
        _tensors = source.Tensors.ToDictionary(t => t.Id);
        foreach (var op in source.Operators)
        {
            _operators.Add(null);
            Put(op, _operators.Count - 1);
        }

        _nextTensor = source.Tensors.IsEmpty ? 0 : source.Tensors[^1].Id.Value + 1;
    }

    public Tensor this[TensorId id] => _tensors[id];

    public IEnumerable<Operator> Operators => _operators.OfType<Operator>();

    /// <summary>False for one that was replaced or taken away.</summary>
    public bool Has(Operator op) => _places.ContainsKey(op);

    /// <summary>The operator that writes the tensor, when nothing but one operator reads it.</summary>
    public Operator? OnlySourceOf(TensorId id) =>
        !_outputs.Contains(id) && !_fixed.Contains(id) && _readers.GetValueOrDefault(id) == 1 ? SourceOf(id) : null;

    public Operator? SourceOf(TensorId id) => _sources.GetValueOrDefault(id);

    /// <summary>The elements of a float32 constant; null when the tensor is none.</summary>
    public float[]? Reals(TensorId id) =>
        !_fixed.Contains(id) && _tensors[id] is { Type: ElementType.Float32, Data: { } data }
            ? MemoryMarshal.Cast<byte, float>(data.Span).ToArray()
            : null;

    public TensorId Constant(string name, Shape shape, float[] reals)
    {
        var id = new TensorId(_nextTensor++);
        _tensors.Add(id, new Tensor(id, name, shape, ElementType.Float32, null, MemoryMarshal.AsBytes(reals.AsSpan()).ToArray()));
        return id;
    }

    /// <summary>A tensor like another, that an operator will write.</summary>
    public TensorId Tensor(string name, Shape shape)
    {
        var id = new TensorId(_nextTensor++);
        _tensors.Add(id, new Tensor(id, name, shape, ElementType.Float32));
        return id;
    }

    /// <summary>Puts an operator at the place of another; others that it makes superfluous go.</summary>
    public void Replace(Operator old, Operator with, params ReadOnlySpan<Operator> superfluous)
    {
        var place = Take(old);
        foreach (var op in superfluous)
            Take(op);
        Put(with, place);
    }

    /// <summary>The graph without what nothing needs.</summary>
    public Graph Build()
    {
        var needed = _source.Outputs.ToHashSet();
        var kept = new Stack<Operator>();
        foreach (var op in Operators.Reverse().Where(o => o.Outputs.Any(needed.Contains)))
        {
            kept.Push(op);
            needed.UnionWith(op.Inputs);
            needed.UnionWith(op.Outputs);
        }

        needed.UnionWith(_source.Inputs);
        return _source.With([.. _tensors.Values.Where(t => needed.Contains(t.Id))], [.. kept]);
    }

    private void Put(Operator op, int place)
    {
        _operators[place] = op;
        _places.Add(op, place);
        foreach (var id in op.Inputs.Distinct())
            _readers[id] = _readers.GetValueOrDefault(id) + 1;
        foreach (var id in op.Outputs)
            _sources[id] = op;
    }

    private int Take(Operator op)
    {
        if (!_places.Remove(op, out var place))
            return -1;
        _operators[place] = null;
        foreach (var id in op.Inputs.Distinct())
            _readers[id]--;
        foreach (var id in op.Outputs.Where(id => ReferenceEquals(_sources.GetValueOrDefault(id), op)))
            _sources.Remove(id);
        return place;
    }
}
