using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>Which tensors are other names for the same bytes: RESHAPE-like operators run no code, their output is a view of their input.</summary>
internal sealed class TensorViews
{
    private readonly Dictionary<TensorId, TensorId> _roots = [];
    private readonly HashSet<OperatorId> _views = [];

    private TensorViews()
    {
    }

    public static TensorViews Of(Graph graph)
    {
        var views = new TensorViews();
        foreach (var op in graph.Operators.OfType<Reshape>())
        {
            var root = views.RootOf(op.Input);
            if (MustCopy(graph, op, root))
                continue;
            views._roots[op.Output] = root;
            views._views.Add(op.Id);
        }

        return views;
    }

    /// <summary>The tensor that owns the bytes of <paramref name="id"/>: itself unless it is a view.</summary>
    public TensorId RootOf(TensorId id) => _roots.GetValueOrDefault(id, id);

    /// <summary>True when <paramref name="op"/> moves no byte, so that it has no step.</summary>
    public bool IsView(Operator op) => _views.Contains(op.Id);

    // The caller owns input bytes and may find output bytes elsewhere; constants cannot be written back to. Only then are bytes moved.
    private static bool MustCopy(Graph graph, Reshape op, TensorId root) =>
        graph.Outputs.Contains(op.Output) && (graph.Inputs.Contains(root) || graph[root].IsConstant);
}
