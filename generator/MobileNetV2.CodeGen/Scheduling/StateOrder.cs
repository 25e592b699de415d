using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>A state has one place in memory: what it has next may be written only when nobody needs what it has.</summary>
internal static class StateOrder
{
    /// <summary>The same order, but for assignments, which run as soon as their value is there and the last reader of the old one is
    /// done.</summary>
    public static IEnumerable<Operator> Of(Graph graph, IEnumerable<Operator> order)
    {
        if (graph.States.IsEmpty)
            return order;
        var waiting = graph.Operators.OfType<AssignVariable>().ToList();
        var others = order.Where(o => o is not AssignVariable).ToList();
        var result = new List<Operator>();
        foreach (var op in others)
        {
            result.Add(op);
            foreach (var assignment in waiting.Where(a => IsReady(graph, a, others, result)).ToList())
            {
                waiting.Remove(assignment);
                result.Add(assignment);
            }
        }

        // What remains copies inputs or constants into states that nobody reads.
        return result.Concat(waiting);
    }

    private static bool IsReady(Graph graph, AssignVariable assignment, List<Operator> all, List<Operator> done)
    {
        var current = graph.States.Single(s => s.Next == assignment.Output).Current;
        return all.TrueForAll(o => done.Contains(o) || !(o.Inputs.Contains(current) || o.Outputs.Contains(assignment.Input)));
    }
}
