using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>The graph as operator ordering sees it: values with sizes, who makes them, who still needs them and which may share bytes.
/// Indices are positions in graph order.</summary>
internal sealed class OrderProblem
{
    private readonly List<Value> _values = [];

    public OrderProblem(Graph graph, TensorViews views, IStepCosts costs)
    {
        Operators = [.. graph.Operators.Where(o => !views.IsFree(o))];
        var valueOf = new Dictionary<TensorId, int>();
        foreach (var id in graph.Inputs)
            AddValue(id, -1);
        for (var i = 0; i < Operators.Length; i++)
        {
            foreach (var id in Operators[i].Outputs)
                AddValue(id, i);
        }

        Reads = [.. Operators.Select(o => ValuesRead(o, views, valueOf))];
        Writes = [.. Operators.Select(o => o.Outputs.Select(t => valueOf[t]).ToImmutableArray())];
        ScratchBytes = [.. Operators.Select(o => Aligned(costs.Layer(o)[0].WorkBytes))];
        Overlaps = [.. Operators.Select(o => views.OnRoots(o, costs.Layer(o)[0].Overlaps).Select(Pair).ToImmutableArray())];
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

        void AddValue(TensorId id, int producer)
        {
            valueOf[id] = _values.Count;
            _values.Add(new Value(graph.IsState(id) ? 0 : Aligned(graph[id].SizeBytes), producer));
        }

        long Aligned(long bytes) => (bytes + costs.AlignmentBytes - 1) / costs.AlignmentBytes * costs.AlignmentBytes;

        SharedBytes.Pair Pair(TensorOverlap overlap)
        {
            var (output, input) = (valueOf[views.RootOf(overlap.Lower)], valueOf[views.RootOf(overlap.Upper)]);
            return new(output, _values[output].SizeBytes, input, _values[input].SizeBytes, Aligned(Math.Max(overlap.DistanceBytes, 0)));
        }
    }

    public ImmutableArray<Operator> Operators { get; }

    /// <summary>For each operator, the values it reads; constants left out, each once.</summary>
    public ImmutableArray<ImmutableArray<int>> Reads { get; }

    /// <summary>For each operator, the values it writes.</summary>
    public ImmutableArray<ImmutableArray<int>> Writes { get; }

    /// <summary>For each operator, the working memory of its kernel.</summary>
    public ImmutableArray<long> ScratchBytes { get; }

    /// <summary>For each operator, what of its outputs its kernel may write over which of its inputs,
    /// once nobody needs the input afterwards.</summary>
    public ImmutableArray<ImmutableArray<SharedBytes.Pair>> Overlaps { get; }

    public IReadOnlyList<Value> Values => _values;

    /// <summary>Bytes live before the first operator: the inputs.</summary>
    public long InitialBytes => _values.Where(v => v.Producer < 0).Sum(v => v.SizeBytes);

    private static ImmutableArray<int> ValuesRead(Operator op, TensorViews views, Dictionary<TensorId, int> valueOf) =>
        [.. op.Inputs.Select(views.RootOf).Where(valueOf.ContainsKey).Select(t => valueOf[t]).Distinct()];

    /// <summary>Bytes made by one operator (or given by the caller: producer -1) and read by others.</summary>
    internal sealed record Value(long SizeBytes, int Producer)
    {
        public List<int> Consumers { get; } = [];

        /// <summary>True for a graph output: it is live until the end.</summary>
        public bool LivesOn { get; set; }
    }
}
