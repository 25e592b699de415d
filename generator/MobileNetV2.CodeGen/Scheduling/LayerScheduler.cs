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
        return new Schedule(graph, better is { } order
            ? [.. order.Select(i => new LayerStep(problem.Operators[i]))]
            : [.. problem.Operators.Select(o => new LayerStep(o))]);
    }
}
