using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>Where, in an operator order, each stored tensor begins and ends. Views (RESHAPE) count as the tensor they view.</summary>
internal sealed class TensorLifetimes
{
    private readonly Dictionary<TensorId, TensorId> _root = [];
    private readonly Dictionary<TensorId, int> _first = [];
    private readonly Dictionary<TensorId, int> _last = [];

    /// <param name="order">Operators that are not views, in running order.</param>
    public TensorLifetimes(Graph graph, ImmutableArray<Operator> order)
    {
        foreach (var view in graph.Operators.Where(o => OperatorCatalog.Of(o).Movement == Movement.Views))
            _root[view.Output] = Root(view.Input);
        foreach (var input in graph.Inputs)
            _first[Root(input)] = -1;
        for (var i = 0; i < order.Length; i++)
        {
            foreach (var output in order[i].Outputs)
                _first.TryAdd(Root(output), i);
            foreach (var input in order[i].Inputs.Where(t => !graph[t].IsConstant))
                _last[Root(input)] = i;
        }

        foreach (var output in graph.Outputs)
            _last[Root(output)] = int.MaxValue;
        Stored = [.. _first.Keys.Order()];
    }

    /// <summary>Stored tensors: inputs and everything an operator writes.</summary>
    public ImmutableArray<TensorId> Stored { get; }

    public TensorId Root(TensorId id) => _root.TryGetValue(id, out var root) ? root : id;

    /// <summary>The operator that writes it; -1 for a network input.</summary>
    public int First(TensorId id) => _first[Root(id)];

    /// <summary>The last operator that reads it; its writer when nothing does; int.MaxValue for a network output.</summary>
    public int Last(TensorId id) => _last.TryGetValue(Root(id), out var last) ? last : First(id);
}
