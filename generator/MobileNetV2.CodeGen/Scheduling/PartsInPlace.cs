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

    /// <param name="streams">Whether layers may become stages of streams.</param>
    /// <param name="pushed">The input that the caller pushes row by row, which is in no place; null for none.</param>
    public static ImmutableHashSet<OperatorId> Of(Graph graph, IStepCosts costs, bool streams, TensorId? pushed)
    {
        var byRows = pushed is { } input ? RowOperators.Of(graph, input).Select(o => o.Id).ToHashSet() : [];
        var inPlace = ImmutableHashSet<OperatorId>.Empty;
        long[]? before = null;
        var candidates = graph.Operators
            .Where(o => TakesRuns(graph, o) && !byRows.Contains(o.Id) && !(streams && RowsPassThrough(graph, o)));
        foreach (var op in candidates.Take(MostWork / Math.Max(1, graph.Operators.Length)))
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

    private static bool TakesRuns(Graph graph, Operator op) =>
        OperatorCatalog.Of(op) is { Movement: Movement.Move } definition && definition.RunsOfInput(graph, op) is not null
            && StreamStages.Of(graph, op) is null or { IsRowByRow: true };

    /// <summary>In the midst of a stream neither what the operator reads nor what it gives has a place as a whole.</summary>
    private static bool RowsPassThrough(Graph graph, Operator op) =>
        StreamStages.Of(graph, op) is not null
            && graph.ProducerOf(op.Input) is { } producer && StreamStages.Of(graph, producer) is not null
            && graph.ConsumersOf(op.Input).Count() == 1 && !graph.IsOutput(op.Input)
            && graph.ConsumersOf(op.Output).Any(reader => StreamStages.Of(graph, reader) is not null);

    private static long[] Bytes(Graph graph, TensorViews views, IStepCosts costs, out TensorLifetimes lifetimes)
    {
        lifetimes = TensorLifetimes.Of(graph, views, graph.Operators);
        var resident = new ResidentBytes(graph, lifetimes, graph.Operators.Length, null, costs.AlignmentBytes);
        var layers = new LayerBytes(graph, graph.Operators, views, lifetimes, resident);
        return [.. graph.Operators.Select((o, i) => layers.During(i, costs.Layer(o)[0]))];
    }
}
