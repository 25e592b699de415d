using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>Drops operators whose outputs nobody reads, and tensors that no operator and no border mentions.</summary>
internal sealed class RemoveDead : IPass
{
    public string Name => "remove-dead";

    public Graph Run(Graph graph, PassContext context)
    {
        var needed = new HashSet<TensorId>(graph.Outputs.Concat(graph.States.SelectMany(s => new[] { s.Current, s.Next, s.Initial })));
        var kept = new Stack<Operator>();
        foreach (var op in graph.Operators.Reverse())
        {
            if (!op.Outputs.Any(needed.Contains))
                continue;
            kept.Push(op);
            needed.UnionWith(op.Inputs);
        }

        needed.UnionWith(kept.SelectMany(o => o.Outputs));
        needed.UnionWith(graph.Inputs);
        return graph.With(tensors: [.. graph.Tensors.Where(t => needed.Contains(t.Id))], operators: [.. kept]);
    }
}
