using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Passes.Channels;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// Drops channels that need not be computed: those that always have one value, which goes into the biases of their readers, and those that
/// no weight reads. Exact: a channel of one value adds the same to every sum, unless a window reaches over the border, and then it stays.
/// </summary>
internal sealed class DropChannels : IPass
{
    public string Name => "drop-channels";

    public Graph Run(Graph graph, PassContext context)
    {
        // What a state holds is known only when the network runs.
        if (context.KeepChannels || !graph.States.IsEmpty)
            return graph;
        var filters = graph.Operators.Select(o => FilterView.Of(graph, o)).OfType<FilterView>().ToDictionary(f => f.Operator.Id);
        var ranges = new ChannelRanges(graph);
        var kept = new KeptChannels(graph, ranges, filters);
        if (graph.Tensors.All(t => kept.Of(t.Id).Length == t.Shape.Channels))
            return graph;
        context.Dropped = [.. filters.Values.Select(f => Count(graph, f, ranges, kept)).Where(d => d.Dropped > 0)];
        return Rewrite(graph, filters, ranges, kept);
    }

    private static DroppedChannels Count(Graph graph, FilterView filter, ChannelRanges ranges, KeptChannels kept)
    {
        var op = filter.Operator;
        int zero = 0, constant = 0, unread = 0;
        foreach (var c in Enumerable.Range(0, filter.Outputs).Where(c => !kept[op.Output, c]))
        {
            if (!ranges[op.Output][c].IsConstant)
                unread++;
            else if (filter.IsZero(c))
                zero++;
            else
                constant++;
        }

        return new(op.Id.Value, op.Kind, graph[op.Output].Name, filter.Outputs, zero, constant, unread);
    }

    private static Graph Rewrite(Graph graph, Dictionary<OperatorId, FilterView> filters, ChannelRanges ranges, KeptChannels kept)
    {
        var tensors = graph.Tensors.Select(t => Cut(t, kept.Of(t.Id))).ToImmutableArray().ToBuilder();
        var next = graph.Tensors.Max(t => t.Id.Value) + 1;
        var operators = graph.Operators.ToBuilder();
        for (var i = 0; i < operators.Count; i++)
        {
            if (!filters.TryGetValue(operators[i].Id, out var view))
                continue;
            var op = view.Operator;
            var cut = new FilterCut(view, ranges, kept.Of(op.Input), kept.Of(op.Output));
            if (cut.IsWhole)
                continue;
            var filter = cut.Filter(new TensorId(next++));
            tensors.Add(filter);
            var inputs = ImmutableArray.Create(op.Input, filter.Id);
            if (cut.Bias(new TensorId(next), op.Bias is { } old ? graph[old] : null) is { } bias)
            {
                next++;
                tensors.Add(bias);
                inputs = inputs.Add(bias.Id);
            }

            operators[i] = op is DepthwiseConv2D d
                ? d with { Inputs = inputs, DepthMultiplier = filter.Shape.Channels / kept.Of(op.Input).Length }
                : op with { Inputs = inputs };
        }

        return graph.With(tensors.ToImmutable(), operators.ToImmutable());
    }

    private static Tensor Cut(Tensor tensor, ImmutableArray<int> kept)
    {
        var channels = tensor.Shape.Channels;
        if (kept.Length == channels)
            return tensor;
        var shape = new Shape([.. tensor.Shape.Dimensions[..^1], kept.Length]);
        if (tensor.Data is not { } data)
            return tensor with { Shape = shape };
        var size = tensor.Type.SizeBytes();
        var cut = new byte[shape.ElementCount * size];
        for (var i = 0; i < shape.ElementCount; i++)
            data.Span.Slice(((i / kept.Length * channels) + kept[i % kept.Length]) * size, size).CopyTo(cut.AsSpan(i * size));
        return tensor with { Shape = shape, Data = cut };
    }
}
