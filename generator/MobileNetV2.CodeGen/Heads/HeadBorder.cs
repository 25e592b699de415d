using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>
/// Heads read int8 as the last layer gives it. DEQUANTIZE and QUANTIZE to other types go, and of a segmentation the comparison and the
/// enlargement of
/// scores: so no full-size scores exist.
/// </summary>
internal static class HeadBorder
{
    public static (Graph Graph, SegmentTail? Tail) Cut(Graph graph, bool isSegment)
    {
        SegmentTail? tail = null;
        var outputs = graph.Outputs.Select(o => Without<Dequantize>(graph, Without<Quantize>(graph, Without<Cast>(graph, o)))).ToArray();
        if (isSegment && outputs is [var only])
        {
            if (graph.ProducerOf(only) is ArgExtreme { IsSmallest: false } largest && largest.Axis == graph[largest.Input].Shape.Rank - 1)
                only = largest.Input;
            if (graph.ProducerOf(only) is ResizeBilinear resize)
            {
                var (rows, columns) = LinearAxis.Of(graph, resize);
                if (rows.Samples is not null && columns.Samples is not null)
                    (tail, only) = (
                        new SegmentTail(rows, columns, resize.UInt8Rounding ? ResizeBilinearDefinition.UInt8Middle : 0), resize.Input);
            }

            outputs = [only];
        }

        return (outputs.SequenceEqual(graph.Outputs) ? graph : Reachable(graph, [.. outputs]), tail);
    }

    /// <summary>The part of a network that computes one tensor.</summary>
    public static Graph Only(Graph graph, TensorId output) => Reachable(graph, [output]);

    /// <summary>What the operator reads, when one of this kind wrote the tensor from int8 data, and nothing stands against an output
    /// there.</summary>
    private static TensorId Without<T>(Graph graph, TensorId output)
        where T : Operator =>
        graph.ProducerOf(output) is T op && IsOwn(graph, op.Input) && (graph[op.Input].Type == ElementType.Int8 || op is Cast)
            ? op.Input
            : output;

    private static bool IsOwn(Graph graph, TensorId id) =>
        graph.ProducerOf(id) is not null && !graph.IsOutput(id) && !graph[id].IsConstant && !graph.IsState(id);

    private static Graph Reachable(Graph graph, IReadOnlyList<TensorId> outputs)
    {
        var needed = new HashSet<TensorId>([.. outputs, .. graph.States.Select(s => s.Next)]);
        var kept = new List<Operator>();
        foreach (var op in graph.Operators.Reverse())
        {
            if (!op.Outputs.Any(needed.Contains))
                continue;
            kept.Add(op);
            needed.UnionWith(op.Inputs);
        }

        kept.Reverse();
        var used = new HashSet<TensorId>(
            [
                .. kept.SelectMany(o => o.Inputs.Concat(o.Outputs)),
                .. graph.Inputs,
                .. outputs,
                .. graph.States.SelectMany(s => new[] { s.Current, s.Next, s.Initial })
            ]);
        return graph.With([.. graph.Tensors.Where(t => used.Contains(t.Id))], [.. kept], outputs: [.. outputs]);
    }
}
