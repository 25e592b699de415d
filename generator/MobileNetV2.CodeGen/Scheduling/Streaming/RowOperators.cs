using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>The operators that must run while the caller pushes the rows of an input: its readers,
/// for a row is gone when the next comes, and all that those depend on.</summary>
internal static class RowOperators
{
    /// <summary>In graph order.</summary>
    public static ImmutableArray<Operator> Of(Graph graph, TensorId input)
    {
        var needed = new HashSet<TensorId>();
        var operators = new List<Operator>();
        foreach (var op in graph.Operators.Reverse().Where(o => o.Inputs.Contains(input) || o.Outputs.Any(needed.Contains)))
        {
            needed.UnionWith(op.Inputs);
            operators.Add(op);
        }

        operators.Reverse();
        return [.. operators];
    }

    /// <summary>The same steps in the same order, but for these operators: they come first, so that one stream can hold them all.</summary>
    /// <param name="layers">One operator in each step.</param>
    public static Schedule First(Schedule layers, TensorId input)
    {
        var operators = Of(layers.Graph, input).ToHashSet();
        return layers with { Steps = [.. layers.Steps.OrderBy(s => operators.Contains(s.Operators[0]) ? 0 : 1)] };
    }
}
