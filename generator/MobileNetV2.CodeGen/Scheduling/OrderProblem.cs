using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>The graph as operator ordering sees it: values with sizes, who makes them and who still needs them. Indices are positions in graph order.</summary>
internal sealed class OrderProblem
{
    private readonly List<Value> _values = [];

    public OrderProblem(Graph graph)
    {
        var views = new TensorViews(graph);
        Operators = [.. graph.Operators.Where(o => !views.IsFree(o))];
        var valueOf = new Dictionary<TensorId, int>();
        foreach (var id in graph.Inputs)
            AddValue(id, graph[id].SizeBytes, -1);
        for (var i = 0; i < Operators.Length; i++)
        {
            foreach (var id in Operators[i].Outputs)
                AddValue(id, graph[id].SizeBytes, i);
        }

        Reads = [.. Operators.Select(o => ValuesRead(o, views, valueOf))];
        Writes = [.. Operators.Select(o => o.Outputs.Select(t => valueOf[t]).ToImmutableArray())];
        for (var i = 0; i < Operators.Length; i++)
        {
            foreach (var value in Reads[i])
                _values[value].Consumers.Add(i);
        }

        foreach (var id in graph.Outputs)
        {
            if (valueOf.TryGetValue(views.RootOf(id), out var value))
                _values[value].LivesOn = true;
        }

        void AddValue(TensorId id, int sizeBytes, int producer)
        {
            valueOf[id] = _values.Count;
            _values.Add(new Value(sizeBytes, producer));
        }
    }

    public ImmutableArray<Operator> Operators { get; }

    /// <summary>For each operator, the values it reads; constants left out, each once.</summary>
    public ImmutableArray<ImmutableArray<int>> Reads { get; }

    /// <summary>For each operator, the values it writes.</summary>
    public ImmutableArray<ImmutableArray<int>> Writes { get; }

    public IReadOnlyList<Value> Values => _values;

    /// <summary>Bytes live before the first operator: the inputs.</summary>
    public long InitialBytes => _values.Where(v => v.Producer < 0).Sum(v => (long)v.SizeBytes);

    /// <summary>An element-wise operator may write over an input that nobody reads afterwards.</summary>
    public bool MayRunInPlace(int op) => Operators[op] is BinaryOperator or Relu;

    private static ImmutableArray<int> ValuesRead(Operator op, TensorViews views, Dictionary<TensorId, int> valueOf) =>
        [.. op.Inputs.Select(views.RootOf).Where(valueOf.ContainsKey).Select(t => valueOf[t]).Distinct()];

    /// <summary>Bytes made by one operator (or given by the caller: producer -1) and read by others.</summary>
    internal sealed record Value(int SizeBytes, int Producer)
    {
        public List<int> Consumers { get; } = [];

        /// <summary>True for a graph output: it is live until the end.</summary>
        public bool LivesOn { get; set; }
    }
}
