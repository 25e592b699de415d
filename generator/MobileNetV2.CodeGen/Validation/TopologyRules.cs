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
            var (least, most) = Arity(op);
            if (op.Inputs.Length < least || op.Inputs.Length > most)
            {
                var expected = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
                diagnostics.Add(GraphDiagnostics.Operands($"operator {op}", "inputs", op.Inputs.Length, expected));
            }

            if (op.Outputs.Length != 1)
                diagnostics.Add(GraphDiagnostics.Operands($"operator {op}", "outputs", op.Outputs.Length, "1"));
        }

        Require(graph.Inputs, "network", "input");
        Require(graph.Outputs, "network", "output");
        return !diagnostics.HasErrors;
    }

    private static (int Least, int Most) Arity(Operator op) => op switch
    {
        Conv2D or DepthwiseConv2D or FullyConnected => (2, 3),
        BinaryOperator => (2, 2),
        Concatenation => (1, int.MaxValue),
        _ => (1, 1),
    };

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
        foreach (var id in graph.Outputs.Distinct().Where(id => !sources.ContainsKey(id)))
            diagnostics.Add(GraphDiagnostics.NotProduced("network outputs", graph[id]));
    }
}
