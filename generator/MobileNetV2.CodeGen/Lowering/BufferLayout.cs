using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>The buffers of inputs, outputs and activations with exact lifetimes. Scratch comes later, kernel by kernel.</summary>
internal sealed record BufferLayout(ImmutableArray<ArenaBuffer> Buffers, ImmutableSortedDictionary<TensorId, TensorPlacement> Placements)
{
    /// <param name="steps">The steps that move bytes; a step's index is its place here.</param>
    public static BufferLayout Of(Graph graph, ImmutableArray<Step> steps, TensorViews views, Target target)
    {
        // What the caller pushes row by row is never stored whole.
        var pushed = steps.OfType<StreamStep>().Select(s => s.Chain.PushedSource).FirstOrDefault(p => p is not null);
        var lifetimes = new TensorLifetimes(graph, views, steps.Select(s => BorderTensors.Of(s, graph)));
        var end = Math.Max(steps.Length - 1, 0);
        var names = new BufferNames(graph, steps, views);
        var buffers = ImmutableArray.CreateBuilder<ArenaBuffer>(lifetimes.Stored.Length);
        var byRoot = new Dictionary<TensorId, BufferId>();
        foreach (var stored in lifetimes.Stored.Where(s => s.Id != pushed).OrderBy(s => Math.Max(s.First, 0)))
        {
            var (first, last) = (Math.Clamp(stored.First, 0, end), Math.Clamp(stored.Last, 0, end));
            var id = new BufferId(buffers.Count);
            byRoot.Add(stored.Id, id);
            var (kind, name) = names.Of(stored.Id, first);
            buffers.Add(new ArenaBuffer(id, name, kind, graph[stored.Id].SizeBytes, target.AlignmentBytes, first, last));
        }

        var placements = graph.Tensors
            .Where(t => !t.IsConstant && byRoot.ContainsKey(views.RootOf(t.Id)))
            .ToImmutableSortedDictionary(t => t.Id, t => new TensorPlacement(byRoot[views.RootOf(t.Id)], views.OffsetOf(t.Id)));
        return new BufferLayout(buffers.ToImmutable(), placements);
    }
}
