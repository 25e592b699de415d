using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Every id resolves, every tensor has one source, and operators are in an order in which they can run.</summary>
internal static class TopologyRules
{
    public static void Check(Graph graph, DiagnosticBag diagnostics)
    {
        if (!IdsResolve(graph, diagnostics))
            return;
        var sources = Sources(graph, diagnostics);
        CheckOrder(graph, sources, diagnostics);
        CheckBorders(graph, sources, diagnostics);
    }

    private static bool IdsResolve(Graph graph, DiagnosticBag diagnostics)
    {
        void Require(IEnumerable<TensorId> ids, string place, string role)
        {
            foreach (var id in ids.Where(id => !graph.Contains(id)))
                diagnostics.Add(GraphDiagnostics.UnknownTensor(place, role, id));
        }

        foreach (var op in graph.Operators)
        {
            Require(op.Inputs, $"operator {op}", "input");
            Require(op.Outputs, $"operator {op}", "output");
            var definition = OperatorCatalog.Of(op);
            RequireCount($"operator {op}", "inputs", op.Inputs.Length, definition.Inputs, diagnostics);
            RequireCount($"operator {op}", "outputs", op.Outputs.Length, definition.Outputs, diagnostics);
        }

        Require(graph.States.SelectMany(s => new[] { s.Current, s.Next, s.Initial }), "network", "state");
        Require(graph.Inputs, "network", "input");
        Require(graph.Outputs, "network", "output");
        return !diagnostics.HasErrors;
    }

    private static void RequireCount(string place, string role, int count, ImmutableArray<Operand> operands, DiagnosticBag diagnostics)
    {
        var (least, most) = Operand.Count(operands);
        if (count >= least && count <= most)
            return;
        var expected = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
        diagnostics.Add(GraphDiagnostics.Operands(place, role, count, expected));
    }

    /// <summary>Who provides each tensor, in words; for operators also their position.</summary>
    private static Dictionary<TensorId, (string Who, int Position)> Sources(Graph graph, DiagnosticBag diagnostics)
    {
        var sources = new Dictionary<TensorId, (string Who, int Position)>();
        void Add(TensorId id, string who, int position)
        {
            if (!sources.TryAdd(id, (who, position)))
                diagnostics.Add(GraphDiagnostics.Producers(graph[id], sources[id].Who, who));
        }

        foreach (var tensor in graph.Tensors.Where(t => t.IsConstant))
            Add(tensor.Id, "a constant", -1);
        foreach (var id in graph.Inputs)
            Add(id, "an input of the network", -1);
        foreach (var state in graph.States)
            Add(state.Current, "a state of the network", -1);
        for (var i = 0; i < graph.Operators.Length; i++)
        {
            foreach (var id in graph.Operators[i].Outputs)
                Add(id, $"written by operator {graph.Operators[i]}", i);
        }

        return sources;
    }

    private static void CheckOrder(Graph graph, Dictionary<TensorId, (string Who, int Position)> sources, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < graph.Operators.Length; i++)
        {
            var op = graph.Operators[i];
            foreach (var id in op.Inputs.Distinct())
            {
                if (!sources.TryGetValue(id, out var source))
                    diagnostics.Add(GraphDiagnostics.NotProduced($"operator {op}", graph[id]));
                else if (source.Position >= i)
                    diagnostics.Add(GraphDiagnostics.Cycle($"operator {op}", graph[id], $"operator {graph.Operators[source.Position]}"));
            }
        }
    }

    private static void CheckBorders(Graph graph, Dictionary<TensorId, (string Who, int Position)> sources, DiagnosticBag diagnostics)
    {
        if (graph.Inputs.IsEmpty)
            diagnostics.Add(GraphDiagnostics.Border("the network has no inputs"));
        if (graph.Outputs.IsEmpty)
            diagnostics.Add(GraphDiagnostics.Border("the network has no outputs"));
        foreach (var id in graph.Outputs.Concat(graph.States.Select(s => s.Next)).Distinct().Where(id => !sources.ContainsKey(id)))
            diagnostics.Add(GraphDiagnostics.NotProduced("network outputs", graph[id]));
    }
}
