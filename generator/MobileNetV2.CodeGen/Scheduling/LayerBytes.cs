using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>How much of the arena is in use while a network runs layer by layer.</summary>
/// <param name="order">All operators; one that moves no byte counts with what lives on around it.</param>
internal sealed class LayerBytes(
    Graph graph, ImmutableArray<Operator> order, TensorViews views, TensorLifetimes lifetimes, ResidentBytes resident)
{
    /// <summary>While the operator at <paramref name="index"/> runs, on kernels of this cost.</summary>
    public long During(int index, StepCost cost)
    {
        var op = order[index];
        var bytes = resident.During(index, index + 1);
        return views.IsFree(op)
            ? bytes
            : bytes + resident.Aligned(cost.WorkBytes)
                - SharedBytes.Most([.. views.OnRoots(op, cost.Overlaps).Where(o => lifetimes[o.Upper].Last == index).Select(Pair)]);
    }

    private SharedBytes.Pair Pair(TensorOverlap overlap)
    {
        var (output, input) = (lifetimes[overlap.Lower].Id, lifetimes[overlap.Upper].Id);
        return new(
            output.Value,
            resident.Aligned(graph[output].SizeBytes),
            input.Value,
            resident.Aligned(graph[input].SizeBytes),
            resident.Aligned(Math.Max(overlap.DistanceBytes, 0)));
    }
}
