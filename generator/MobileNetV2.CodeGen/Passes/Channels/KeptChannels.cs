using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>
/// Which channels must exist, worked out from outputs to inputs until nothing changes. Channels that an operator passes on one by one
/// (depthwise, ADD, pools, ...) stand or fall together;
/// a filter needs an input channel when a weight of a channel that is kept and varies reads it.</summary>
internal sealed class KeptChannels
{
    private readonly Graph _graph;
    private readonly ChannelRanges _ranges;
    private readonly Dictionary<TensorId, int> _first = [];
    private readonly int[] _group;
    private readonly bool[] _isKept;

    /// <param name="filters">By operator; those without a view keep all.</param>
    public KeptChannels(Graph graph, ChannelRanges ranges, IReadOnlyDictionary<OperatorId, FilterView> filters)
    {
        (_graph, _ranges) = (graph, ranges);
        var count = 0;
        foreach (var tensor in graph.Tensors)
        {
            _first.Add(tensor.Id, count);
            count += tensor.Shape.Channels;
        }

        _group = [.. Enumerable.Range(0, count)];
        _isKept = new bool[count];
        foreach (var op in graph.Operators)
            Link(op, filters);
        foreach (var id in graph.Inputs.Concat(graph.Outputs))
            KeepAll(id);
        do
        {
            Spread(filters.Values);
        }
        while (KeepAFew());
    }

    public bool this[TensorId id, int channel] => _isKept[Group(_first[id] + channel)];

    /// <summary>Those that stay, ascending.</summary>
    public ImmutableArray<int> Of(TensorId id) => [.. Enumerable.Range(0, _graph[id].Shape.Channels).Where(c => this[id, c])];

    private void Link(Operator op, IReadOnlyDictionary<OperatorId, FilterView> filters)
    {
        var channels = _graph[op.Output].Shape.Channels;
        switch (op)
        {
            case FilterOperator o when filters.TryGetValue(o.Id, out var filter):
                KeepAll(o.Filter);
                if (o.Bias is { } bias)
                    KeepAll(bias);
                if (filter.IsDepthwise && filter.Inputs > 1)
                    Join(op.Output, op.Input, filter.SourceOf);
                break;
            case BinaryOperator o:
                foreach (var input in o.Inputs)
                {
                    if (_graph[input].Shape.Channels == channels)
                        Join(o.Output, input, c => c);
                    else
                        KeepAll(input);
                }

                break;
            case PoolOperator or Relu or TableOperator:
            case Quantize o when _graph[o.Input].Type == _graph[o.Output].Type:
            case Mean m when !m.Axes.Contains(_graph[m.Input].Shape.Rank - 1):
            case Pad p when p.Before[^1] == 0 && p.After[^1] == 0:
            case Transpose t when t.Permutation[^1] == t.Permutation.Length - 1:
            case Reshape when channels % _graph[op.Input].Shape.Channels == 0:
                var inputs = _graph[op.Input].Shape.Channels;
                Join(op.Output, op.Input, c => c % inputs);
                break;
            case Concatenation o:
                var at = 0;
                foreach (var input in o.Inputs)
                {
                    var begin = o.Axis == _graph[o.Output].Shape.Rank - 1 ? at : 0;
                    for (var c = 0; c < _graph[input].Shape.Channels; c++)
                        Join(_first[o.Output] + begin + c, _first[input] + c);
                    at += _graph[input].Shape.Channels;
                }

                break;
            default:
                foreach (var id in op.Inputs.Concat(op.Outputs))
                    KeepAll(id);
                break;
        }
    }

    private void Spread(IEnumerable<FilterView> filters)
    {
        FilterView[] backwards = [.. filters.OrderByDescending(f => _graph.Operators.IndexOf(f.Operator))];
        bool isChanged;
        do
        {
            isChanged = false;
            foreach (var filter in backwards)
                isChanged |= KeepInputs(filter);
        }
        while (isChanged);
    }

    private bool KeepInputs(FilterView filter)
    {
        var (input, output) = (filter.Operator.Input, filter.Operator.Output);
        if (filter.IsDepthwise)
            return filter.Inputs == 1 && !this[input, 0] && Keep(_first[input]);
        var isChanged = false;
        int[] outputs = [.. Of(output).Where(o => !_ranges[output][o].IsConstant)];
        for (var c = 0; c < filter.Inputs; c++)
        {
            if (!this[input, c] && !filter.Folds(_ranges[input][c]) && outputs.Any(o => !filter.IsZero(o, c)))
                isChanged |= Keep(_first[input] + c);
        }

        return isChanged;
    }

    /// <summary>A tensor has at least two channels, if it had two: scales of a single channel would count as those of a tensor.</summary>
    private bool KeepAFew()
    {
        var isChanged = false;
        foreach (var tensor in _graph.Tensors)
        {
            var missing = Math.Min(2, tensor.Shape.Channels) - Of(tensor.Id).Length;
            for (var c = 0; c < tensor.Shape.Channels && missing > 0; c++)
            {
                if (this[tensor.Id, c])
                    continue;
                isChanged |= Keep(_first[tensor.Id] + c);
                missing--;
            }
        }

        return isChanged;
    }

    private void KeepAll(TensorId id)
    {
        for (var c = 0; c < _graph[id].Shape.Channels; c++)
            Keep(_first[id] + c);
    }

    private bool Keep(int node) => _isKept[Group(node)] = true;

    private void Join(TensorId output, TensorId input, Func<int, int> source)
    {
        for (var c = 0; c < _graph[output].Shape.Channels; c++)
            Join(_first[output] + c, _first[input] + source(c));
    }

    private void Join(int a, int b)
    {
        var (first, second) = (Group(a), Group(b));
        _group[second] = first;
        _isKept[first] |= _isKept[second];
    }

    private int Group(int node)
    {
        while (_group[node] != node)
            node = _group[node] = _group[_group[node]];
        return node;
    }
}
