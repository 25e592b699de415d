using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>An immutable network. Operators are in an order in which they can run; tensors are ordered by id.</summary>
public sealed class Graph : ITensorTable
{
    private readonly Dictionary<TensorId, Tensor> _byId;

    public Graph(
        string name,
        ImmutableArray<Tensor> tensors,
        ImmutableArray<Operator> operators,
        ImmutableArray<TensorId> inputs,
        ImmutableArray<TensorId> outputs)
    {
        Name = name;
        Tensors = [.. tensors.OrderBy(t => t.Id)];
        Operators = operators;
        Inputs = inputs;
        Outputs = outputs;
        _byId = Tensors.ToDictionary(t => t.Id);
    }

    /// <summary>The model's name: the file name without its extension, or the description's name.</summary>
    public string Name { get; }

    public ImmutableArray<Tensor> Tensors { get; }

    public ImmutableArray<Operator> Operators { get; }

    public ImmutableArray<TensorId> Inputs { get; }

    public ImmutableArray<TensorId> Outputs { get; }

    public Tensor this[TensorId id] => _byId[id];

    public bool Contains(TensorId id) => _byId.ContainsKey(id);

    /// <summary>The operators that read <paramref name="id"/>, in order.</summary>
    public IEnumerable<Operator> ConsumersOf(TensorId id) => Operators.Where(o => o.Inputs.Contains(id));

    /// <summary>The operator that writes <paramref name="id"/>; null for inputs and constants.</summary>
    public Operator? ProducerOf(TensorId id) => Operators.FirstOrDefault(o => o.Outputs.Contains(id));

    public Graph With(
        ImmutableArray<Tensor>? tensors = null,
        ImmutableArray<Operator>? operators = null,
        ImmutableArray<TensorId>? inputs = null,
        ImmutableArray<TensorId>? outputs = null) =>
        new(Name, tensors ?? Tensors, operators ?? Operators, inputs ?? Inputs, outputs ?? Outputs);
}
