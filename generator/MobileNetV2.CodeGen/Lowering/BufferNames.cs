using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Lowering;

/// <summary>What the buffers of stored tensors are, and what people call them.</summary>
internal sealed class BufferNames(Graph graph, ImmutableArray<Step> steps, TensorViews views)
{
    private readonly Dictionary<TensorId, int> _inputs = Positions(graph.Inputs);
    private readonly Dictionary<TensorId, int> _outputs = Positions(graph.Outputs.Select(views.RootOf));
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <param name="root">A tensor with bytes of its own.</param>
    /// <param name="firstStep">The step that writes it, if the caller does not.</param>
    public (BufferKind Kind, string Name) Of(TensorId root, int firstStep)
    {
        if (_inputs.TryGetValue(root, out var input))
            return (BufferKind.Input, Unique(StepNames.Numbered("input", input, graph.Inputs.Length)));
        if (_outputs.TryGetValue(root, out var output))
            return (BufferKind.Output, Unique(StepNames.Numbered("output", output, graph.Outputs.Length)));
        var producer = steps[firstStep].Operators.First(o => o.Outputs.Contains(root));
        var role = StepNames.Numbered("output", producer.Outputs.IndexOf(root), producer.Outputs.Length);
        return (BufferKind.Activation, Unique($"{StepNames.Of(producer, firstStep)}_{role}"));
    }

    private static Dictionary<TensorId, int> Positions(IEnumerable<TensorId> ids)
    {
        var positions = new Dictionary<TensorId, int>();
        foreach (var (index, id) in ids.Index())
            positions.TryAdd(id, index);
        return positions;
    }

    /// <summary>A chain of operators is one step and may leave several tensors of one kind behind.</summary>
    private string Unique(string name)
    {
        var unique = name;
        for (var n = 2; !_taken.Add(unique); n++)
            unique = name + "_" + n.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
