using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>A graph under change, inside one pass: knows readers and producers without a search. Operators keep their order.</summary>
internal sealed class GraphEditor
{
    private readonly Graph _original;
    private readonly Dictionary<TensorId, Tensor> _tensors;
    private readonly Operator?[] _operators;
    private readonly Dictionary<OperatorId, int> _positions = [];
    private readonly Dictionary<TensorId, SortedSet<int>> _readers = [];
    private readonly Dictionary<TensorId, int> _producers = [];
    private readonly List<TensorId> _inputs;
    private readonly List<TensorId> _outputs;

    public GraphEditor(Graph graph)
    {
        _original = graph;
        _tensors = graph.Tensors.ToDictionary(t => t.Id);
        _operators = [.. graph.Operators];
        _inputs = [.. graph.Inputs];
        _outputs = [.. graph.Outputs];
        for (var i = 0; i < _operators.Length; i++)
        {
            _positions[_operators[i]!.Id] = i;
            Link(_operators[i]!, i);
        }
    }

    /// <summary>In running order, each as it is when the enumeration reaches it.</summary>
    public IEnumerable<Operator> Operators
    {
        get
        {
            for (var i = 0; i < _operators.Length; i++)
            {
                if (_operators[i] is { } op)
                    yield return op;
            }
        }
    }

    public IReadOnlyList<TensorId> Inputs => _inputs;

    public IReadOnlyList<TensorId> Outputs => _outputs;

    public Tensor this[TensorId id] => _tensors[id];

    public ImmutableArray<Operator> ReadersOf(TensorId id) =>
        _readers.TryGetValue(id, out var positions) ? [.. positions.Select(p => _operators[p]!)] : [];

    public Operator? ProducerOf(TensorId id) => _producers.TryGetValue(id, out var position) ? _operators[position] : null;

    public bool IsInput(TensorId id) => _inputs.Contains(id);

    public bool IsOutput(TensorId id) => _outputs.Contains(id);

    /// <summary>True when equal bytes in both tensors mean equal values.</summary>
    public bool HaveSameMeaning(TensorId a, TensorId b) =>
        this[a].Type == this[b].Type && Equals(this[a].Quantization, this[b].Quantization);

    /// <summary>Puts <paramref name="replacement"/> in the place of the operator with the same id.</summary>
    public void Replace(Operator replacement)
    {
        var position = _positions[replacement.Id];
        Unlink(_operators[position]!, position);
        _operators[position] = replacement;
        Link(replacement, position);
    }

    /// <summary>The place of an operator in running order.</summary>
    public int PositionOf(Operator op) => _positions[op.Id];

    /// <summary>Puts replacements in the place of the operators with the same ids, each where the other was.</summary>
    public void ReplaceCrosswise(Operator first, Operator second)
    {
        var (firstPosition, secondPosition) = (_positions[first.Id], _positions[second.Id]);
        Unlink(_operators[firstPosition]!, firstPosition);
        Unlink(_operators[secondPosition]!, secondPosition);
        foreach (var (op, position) in new[] { (first, secondPosition), (second, firstPosition) })
        {
            _operators[position] = op;
            _positions[op.Id] = position;
            Link(op, position);
        }
    }

    public void Remove(Operator op)
    {
        var position = _positions[op.Id];
        Unlink(_operators[position]!, position);
        _operators[position] = null;
    }

    /// <summary>Readers of <paramref name="old"/> read <paramref name="replacement"/> instead; graph outputs stay as they are.</summary>
    public void RedirectReaders(TensorId old, TensorId replacement)
    {
        foreach (var reader in ReadersOf(old))
            Replace(reader with { Inputs = Swap(reader.Inputs, old, replacement) });
    }

    /// <summary>Removes <paramref name="op"/>, whose output equals its input. A graph output keeps its id:
    /// then the input's producer writes it.</summary>
    /// <returns>False, and nothing done, when the input is itself visible at the border or has no producer.</returns>
    public bool Bypass(Operator op)
    {
        if (!IsOutput(op.Output))
        {
            Remove(op);
            RedirectReaders(op.Output, op.Input);
            return true;
        }

        if (IsOutput(op.Input) || ProducerOf(op.Input) is not { } producer)
            return false;
        Remove(op);
        Replace(producer with { Outputs = Swap(producer.Outputs, op.Input, op.Output) });
        RedirectReaders(op.Input, op.Output);
        return true;
    }

    public void SetInput(TensorId old, TensorId replacement) => _inputs[_inputs.IndexOf(old)] = replacement;

    public void SetOutput(TensorId old, TensorId replacement) => _outputs[_outputs.IndexOf(old)] = replacement;

    /// <summary>A tensor like this one under an id of its own.</summary>
    public TensorId Add(Tensor tensor)
    {
        var id = new TensorId(_tensors.Keys.Max(t => t.Value) + 1);
        _tensors.Add(id, tensor with { Id = id });
        return id;
    }

    public void SetData(TensorId id, ReadOnlyMemory<byte> data) => _tensors[id] = _tensors[id] with { Data = data };

    public Graph ToGraph() => _original.With([.. _tensors.Values], [.. Operators], [.. _inputs], [.. _outputs]);

    private static ImmutableArray<TensorId> Swap(ImmutableArray<TensorId> ids, TensorId old, TensorId replacement) =>
        [.. ids.Select(i => i == old ? replacement : i)];

    private void Link(Operator op, int position)
    {
        foreach (var id in op.Outputs)
            _producers[id] = position;
        foreach (var id in op.Inputs)
        {
            if (!_readers.TryGetValue(id, out var readers))
                _readers[id] = readers = [];
            readers.Add(position);
        }
    }

    private void Unlink(Operator op, int position)
    {
        foreach (var id in op.Outputs)
        {
            if (_producers.TryGetValue(id, out var producer) && producer == position)
                _producers.Remove(id);
        }

        foreach (var id in op.Inputs)
            _readers[id].Remove(position);
    }
}
