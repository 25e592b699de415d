using System.Collections.Immutable;
using System.Globalization;
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
        var lifetimes = new SortedDictionary<TensorId, (int First, int Last)>();
        // What the caller pushes row by row is never stored whole.
        var pushed = steps.OfType<StreamStep>().Select(s => s.Chain.PushedSource).FirstOrDefault(p => p is not null);
        void Use(TensorId id, int step)
        {
            if (graph[id].IsConstant || id == pushed)
                return;
            var root = views.RootOf(id);
            lifetimes[root] = lifetimes.TryGetValue(root, out var l) ? (Math.Min(l.First, step), Math.Max(l.Last, step)) : (step, step);
        }

        foreach (var id in graph.Inputs)
            Use(id, 0);
        for (var i = 0; i < steps.Length; i++)
        {
            foreach (var id in BorderTensors.Of(steps[i], graph))
                Use(id, i);
        }

        foreach (var id in graph.Outputs)
            Use(id, Math.Max(steps.Length - 1, 0));

        var buffers = ImmutableArray.CreateBuilder<ArenaBuffer>(lifetimes.Count);
        var byRoot = new Dictionary<TensorId, BufferId>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (root, (first, last)) in lifetimes.OrderBy(l => l.Value.First).ThenBy(l => l.Key))
        {
            var id = new BufferId(buffers.Count);
            byRoot.Add(root, id);
            var (kind, name) = Describe(graph, steps, views, root, first);
            buffers.Add(new ArenaBuffer(id, Unique(name, names), kind, graph[root].SizeBytes, target.AlignmentBytes, first, last));
        }

        var placements = graph.Tensors
            .Where(t => !t.IsConstant && byRoot.ContainsKey(views.RootOf(t.Id)))
            .ToImmutableSortedDictionary(t => t.Id, t => new TensorPlacement(byRoot[views.RootOf(t.Id)], 0));
        return new BufferLayout(buffers.ToImmutable(), placements);
    }

    private static (BufferKind Kind, string Name) Describe(
        Graph graph, ImmutableArray<Step> steps, TensorViews views, TensorId root, int firstStep)
    {
        if (graph.Inputs.IndexOf(root) is >= 0 and var input)
            return (BufferKind.Input, StepNames.Numbered("input", input, graph.Inputs.Length));
        var output = graph.Outputs.Select(views.RootOf).ToImmutableArray().IndexOf(root);
        if (output >= 0)
            return (BufferKind.Output, StepNames.Numbered("output", output, graph.Outputs.Length));
        var producer = steps[firstStep].Operators.First(o => o.Outputs.Contains(root));
        return (BufferKind.Activation, StepNames.Of(producer, firstStep) + "_" + StepNames.Numbered("output", producer.Outputs.IndexOf(root), producer.Outputs.Length));
    }

    /// <summary>A chain of operators is one step and may leave several tensors of one kind behind.</summary>
    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var n = 2; !names.Add(unique); n++)
            unique = name + "_" + n.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
