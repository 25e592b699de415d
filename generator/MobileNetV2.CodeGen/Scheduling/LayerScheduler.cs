using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>One step per operator, in an order of small peak memory. Graph order stays unless another order is strictly better.</summary>
internal static class LayerScheduler
{
    public static Schedule Schedule(Graph graph)
    {
        var problem = new OrderProblem(graph);
        var search = new OrderSearch(problem);
        var graphPeak = search.PeakOf(Enumerable.Range(0, problem.Operators.Length));
        var better = graphPeak > search.LowerBound() ? search.FindBelow(graphPeak) : null;
        return new Schedule(graph, [.. (better is { } order ? WithViews(graph, problem, order) : graph.Operators).Select(o => new LayerStep(o))]);
    }

    // A view runs no code; it follows the operator that makes its input known.
    private static IEnumerable<Operator> WithViews(Graph graph, OrderProblem problem, ImmutableArray<int> order)
    {
        var known = new HashSet<TensorId>(graph.Inputs.Concat(graph.Tensors.Where(t => t.IsConstant).Select(t => t.Id)));
        var views = graph.Operators.Except(problem.Operators).ToList();
        foreach (var op in order.Select(i => problem.Operators[i]).Prepend(null))
        {
            if (op is not null)
            {
                known.UnionWith(op.Outputs);
                yield return op;
            }

            foreach (var view in views.Where(v => !known.Contains(v.Output) && known.Contains(v.Input)))
            {
                known.Add(view.Output);
                yield return view;
            }
        }
    }
}
