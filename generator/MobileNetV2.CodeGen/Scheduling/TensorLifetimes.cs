using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Which tensors are stored, from which step to which.
/// The choice of cut points and the layout of buffers ask here and nowhere else.</summary>
internal sealed class TensorLifetimes
{
    private readonly TensorViews _views;
    private readonly Dictionary<TensorId, StoredTensor> _stored = [];

    /// <param name="touched">For each step, the tensors that it reads from or leaves in the arena;
    /// constants among them do not count.</param>
    public TensorLifetimes(Graph graph, TensorViews views, IEnumerable<IEnumerable<TensorId>> touched)
    {
        _views = views;
        foreach (var input in graph.Inputs)
            Touch(input, StoredTensor.Given);
        var step = 0;
        foreach (var tensors in touched)
        {
            foreach (var id in tensors.Where(id => !graph[id].IsConstant && !graph.IsState(id)))
                Touch(id, step);
            step++;
        }

        foreach (var output in graph.Outputs.Where(id => !graph[id].IsConstant))
            Touch(output, StoredTensor.Kept);
        Stored = [.. _stored.Values.OrderBy(s => s.Id)];
    }

    /// <summary>One operator in each step; one that moves no byte touches nothing.</summary>
    public static TensorLifetimes Of(Graph graph, TensorViews views, ImmutableArray<Operator> order) =>
        new(graph, views, order.Select(o => views.IsFree(o) ? [] : o.Inputs.Concat(o.Outputs)));

    /// <summary>Inputs and everything that a step leaves behind, by id.</summary>
    public ImmutableArray<StoredTensor> Stored { get; }

    public StoredTensor this[TensorId id] => _stored[_views.RootOf(id)];

    private void Touch(TensorId id, int step)
    {
        var root = _views.RootOf(id);
        _stored[root] = _stored.TryGetValue(root, out var known)
            ? known with { First = Math.Min(known.First, step), Last = Math.Max(known.Last, step) }
            : new StoredTensor(root, step, step);
    }
}
