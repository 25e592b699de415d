using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>One step per operator, in an order of small peak memory. Graph order stays unless another order is strictly better.</summary>
internal static class LayerScheduler
{
    /// <param name="streams">Whether steps may be joined to streams afterwards.</param>
    /// <param name="pushed">The input that the caller pushes row by row, or null.</param>
    public static Schedule Schedule(Graph graph, IStepCosts costs, bool streams = false, TensorId? pushed = null)
    {
        var inPlace = PartsInPlace.Of(graph, costs, streams, pushed);
        var views = new TensorViews(graph, inPlace);
        var problem = new OrderProblem(graph, views, costs);
        var search = new OrderSearch(problem);
        var graphPeak = search.PeakOf(Enumerable.Range(0, problem.Operators.Length));
        var better = graphPeak > search.LowerBound() ? search.FindBelow(graphPeak) : null;
        var operators = better is { } order ? WithViews(graph, views, order.Select(i => problem.Operators[i])) : graph.Operators;
        return new Schedule(graph, [
            .. StateOrder.Of(graph, operators).Select(o => new LayerStep(o) { LeavesPartsInPlace = inPlace.Contains(o.Id) }),
        ]);
    }

    // A view runs no code; it follows the operator that makes its input known.
    private static IEnumerable<Operator> WithViews(Graph graph, TensorViews views, IEnumerable<Operator> order)
    {
        var waiting = graph.Operators.Where(views.IsFree).ToLookup(v => v.Input);
        foreach (var view in Following(graph.Inputs))
            yield return view;
        foreach (var op in order)
        {
            yield return op;
            foreach (var view in Following(op.Outputs))
                yield return view;
        }

        // Views of views come after what they view.
        IEnumerable<Operator> Following(IEnumerable<TensorId> known)
        {
            var found = new List<Operator>();
            var ready = new Queue<TensorId>(known);
            while (ready.TryDequeue(out var id))
            {
                foreach (var view in waiting[id])
                {
                    found.Add(view);
                    foreach (var output in view.Outputs)
                        ready.Enqueue(output);
                }
            }

            return found;
        }
    }
}
