using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>An immutable network. Operators are in an order in which they can run; tensors are ordered by id.</summary>
public sealed class Graph : ITensorTable
{
    private readonly Dictionary<TensorId, Tensor> _byId;
    private readonly Lazy<ILookup<TensorId, Operator>> _consumers;
    private readonly Lazy<Dictionary<TensorId, Operator>> _producers;
    private readonly Lazy<HashSet<TensorId>> _outputs;
    private readonly FrozenSet<TensorId> _stateTensors;

    public Graph(
        string name,
        ImmutableArray<Tensor> tensors,
        ImmutableArray<Operator> operators,
        ImmutableArray<TensorId> inputs,
        ImmutableArray<TensorId> outputs,
        ImmutableArray<StateVariable> states = default)
    {
        Name = name;
        Tensors = [.. tensors.OrderBy(t => t.Id)];
        Operators = operators;
        Inputs = inputs;
        Outputs = outputs;
        States = states.IsDefault ? [] : states;
        _stateTensors = States.SelectMany(s => new[] { s.Current, s.Next }).ToFrozenSet();
        _byId = Tensors.ToDictionary(t => t.Id);
        _consumers = new(() =>
            Operators.SelectMany(o => o.Inputs.Distinct().Select(i => (Id: i, Operator: o))).ToLookup(p => p.Id, p => p.Operator));
        _producers = new(Producers);
        _outputs = new(() => [.. Outputs]);
    }

    /// <summary>The model's name: the file name without its extension, or the description's name.</summary>
    public string Name { get; }

    public ImmutableArray<Tensor> Tensors { get; }

    public ImmutableArray<Operator> Operators { get; }

    public ImmutableArray<TensorId> Inputs { get; }

    public ImmutableArray<TensorId> Outputs { get; }

    /// <summary>What the network keeps from one inference to the next.</summary>
    public ImmutableArray<StateVariable> States { get; }

    public Tensor this[TensorId id] => _byId[id];

    /// <summary>True for the value that a state has before or after an inference: it lives outside of what one inference uses.</summary>
    public bool IsState(TensorId id) => _stateTensors.Contains(id);

    public bool Contains(TensorId id) => _byId.ContainsKey(id);

    /// <summary>The operators that read <paramref name="id"/>, in order.</summary>
    public IEnumerable<Operator> ConsumersOf(TensorId id) => _consumers.Value[id];

    /// <summary>The operator that writes <paramref name="id"/>; null for inputs and constants.</summary>
    public Operator? ProducerOf(TensorId id) => _producers.Value.GetValueOrDefault(id);

    /// <summary>Whether the caller reads it after the last operator.</summary>
    public bool IsOutput(TensorId id) => _outputs.Value.Contains(id);

    public Graph With(
        ImmutableArray<Tensor>? tensors = null,
        ImmutableArray<Operator>? operators = null,
        ImmutableArray<TensorId>? inputs = null,
        ImmutableArray<TensorId>? outputs = null) =>
        new(Name, tensors ?? Tensors, operators ?? Operators, inputs ?? Inputs, outputs ?? Outputs, States);

    private Dictionary<TensorId, Operator> Producers()
    {
        var producers = new Dictionary<TensorId, Operator>();
        foreach (var op in Operators)
        {
            foreach (var id in op.Outputs)
                producers.TryAdd(id, op);
        }

        return producers;
    }
}
