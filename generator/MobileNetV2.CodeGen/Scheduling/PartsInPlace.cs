using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>
/// Chooses which operators that only take parts of their input (slices of its outer axis, splits) leave them in their place. That saves the
/// copy, but keeps all of the input alive for as long as any part is read: it is done where no more memory is needed between the two.
/// </summary>
internal static class PartsInPlace
{
    /// <summary>Kernels read words: none shall begin in the middle of one that did not before.</summary>
    private const int AlignmentBytes = sizeof(int);

    /// <summary>Operators looked at, for all parts together.</summary>
    private const int MostWork = 200_000;

    public static ImmutableHashSet<OperatorId> Of(Graph graph, IStepCosts costs)
    {
        var inPlace = ImmutableHashSet<OperatorId>.Empty;
        long[]? before = null;
        foreach (var op in graph.Operators.Where(o => TakesRuns(graph, o)).Take(MostWork / Math.Max(1, graph.Operators.Length)))
        {
            var with = inPlace.Add(op.Id);
            var views = new TensorViews(graph, with);
            if (!views.IsFree(op) || op.Outputs.Any(o => views.OffsetOf(o) % AlignmentBytes != 0))
                continue;
            before ??= Bytes(graph, new TensorViews(graph, inPlace), costs, out _);
            var after = Bytes(graph, views, costs, out var lifetimes);
            var first = graph.Operators.IndexOf(op);
            var end = (int)Math.Min(lifetimes[op.Output].Last + 1L, graph.Operators.Length);
            if (after[first..end].Max() <= before[first..end].Max())
                (inPlace, before) = (with, after);
        }

        return inPlace;
    }

    /// <summary>What can be streamed reads its input row by row, wherever that is.</summary>
    private static bool TakesRuns(Graph graph, Operator op) =>
        OperatorCatalog.Of(op) is { Movement: Movement.Move } definition && definition.RunsOfInput(graph, op) is not null
            && StreamStages.Of(graph, op) is null;

    private static long[] Bytes(Graph graph, TensorViews views, IStepCosts costs, out TensorLifetimes lifetimes)
    {
        lifetimes = TensorLifetimes.Of(graph, views, graph.Operators);
        var resident = new ResidentBytes(graph, lifetimes, graph.Operators.Length, null, costs.AlignmentBytes);
        var layers = new LayerBytes(graph, graph.Operators, views, lifetimes, resident);
        return [.. graph.Operators.Select((o, i) => layers.During(i, costs.Layer(o)[0]))];
    }
}
