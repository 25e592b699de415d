using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>The range of every channel (the last dimension) of every int8 tensor, worked out from inputs to outputs.</summary>
/// <remarks>Exact where it says constant, careful everywhere else:
/// what an operator does to ranges is only said of kinds that are known here.</remarks>
internal sealed class ChannelRanges
{
    /// <summary>Sums that stay below this when they are shifted left do not wrap, nor do their results:
    /// requantization then keeps their order.</summary>
    private const long SafeSum = int.MaxValue - 256;

    private readonly Graph _graph;
    private readonly Dictionary<TensorId, ImmutableArray<ChannelRange>> _ranges = [];

    public ChannelRanges(Graph graph)
    {
        _graph = graph;
        foreach (var op in graph.Operators)
        {
            if (op.Outputs.Length == 1 && graph[op.Output].Type == ElementType.Int8)
                _ranges[op.Output] = Of(op);
        }
    }

    /// <summary>One range for each channel of an int8 tensor.</summary>
    public ImmutableArray<ChannelRange> this[TensorId id]
    {
        get
        {
            if (!_ranges.TryGetValue(id, out var ranges))
                _ranges.Add(id, ranges = OfUnwritten(_graph[id]));
            return ranges;
        }
    }

    private ImmutableArray<ChannelRange> Of(Operator op)
    {
        var output = _graph[op.Output];
        var channels = output.Shape.Channels;
        if (op.Inputs.Any(i => _graph[i].Type is not (ElementType.Int8 or ElementType.Int32)))
            return Any(channels);
        return op switch
        {
            FilterOperator o when FilterView.Of(_graph, o) is { } filter => [.. Enumerable.Range(0, channels).Select(c => Sum(filter, c))],
            Add o => Sums(o, AddConstants.For(_graph, o), 1),
            Sub o => Sums(o, AddConstants.For(_graph, o), -1),
            PoolOperator o => [.. this[o.Input].Select(r => Clamp(r, ActivationRange.Of(o.Activation, output)))],
            Mean o when !o.Axes.Contains(_graph[o.Input].Shape.Rank - 1) =>
                [.. this[o.Input].Select(r => Mean(MeanConstants.For(_graph, o), r))],
            Pad o when o.Before[^1] == 0 && o.After[^1] == 0 => [.. this[o.Input].Select(r => r.Or(new(o.Value, o.Value)))],
            Reshape o when Repeats(o.Input, channels) =>
                [.. Enumerable.Range(0, channels).Select(c => this[o.Input][c % this[o.Input].Length])],
            Transpose o when o.Permutation[^1] == o.Permutation.Length - 1 => this[o.Input],
            Concatenation o => Joined(o),
            Relu or Quantize or TableOperator when _graph[op.Input].Type == ElementType.Int8 => Mapped(op, op.Input, this[op.Input]),
            _ => Any(channels),
        };
    }

    private static ImmutableArray<ChannelRange> Any(int channels) => [.. Enumerable.Repeat(ChannelRange.Any, channels)];

    private static ImmutableArray<ChannelRange> OfUnwritten(Tensor tensor)
    {
        if (tensor.Type != ElementType.Int8 || tensor.Data is not { } data)
            return Any(tensor.Shape.Channels);
        var ranges = new ChannelRange[tensor.Shape.Channels];
        for (var i = 0; i < data.Length; i++)
        {
            var value = (int)unchecked((sbyte)data.Span[i]);
            var range = new ChannelRange(value, value);
            ranges[i % ranges.Length] = i < ranges.Length ? range : ranges[i % ranges.Length].Or(range);
        }

        return [.. ranges];
    }

    private ChannelRange Sum(FilterView filter, int channel)
    {
        var constants = filter.Constants;
        var (min, max) = filter.Sums(channel, this[filter.Operator.Input]);
        return Finished(constants.Multipliers[channel], min, max, constants.OutputOffset, constants.Activation);
    }

    private static ChannelRange Mean(MeanConstants constants, ChannelRange input) => Finished(
        constants.Factor,
        ((long)constants.Count * input.Min) + constants.SumOffset,
        ((long)constants.Count * input.Max) + constants.SumOffset,
        constants.OutputOffset,
        constants.Range);

    private static ChannelRange Finished(QuantizedMultiplier factor, long min, long max, int offset, ActivationRange range)
    {
        if (factor.MultiplierQ31 == 0)
            (min, max) = (0, 0);
        if (Math.Max(-min, max) > SafeSum >> Math.Max(0, factor.Shift))
            return new(range.Min, range.Max);
        return new(range.Clamp(factor.Apply((int)min) + offset), range.Clamp(factor.Apply((int)max) + offset));
    }

    private ImmutableArray<ChannelRange> Sums(BinaryOperator op, AddConstants constants, int sign)
    {
        var (left, right) = (this[op.Left], this[op.Right]);
        return [.. Enumerable.Range(0, _graph[op.Output].Shape.Channels).Select(c =>
        {
            var (l, r) = (left[left.Length == 1 ? 0 : c], right[right.Length == 1 ? 0 : c]);
            var (low, high) = sign > 0 ? (r.Min, r.Max) : (r.Max, r.Min);
            return Finished(constants.OutputFactor, Sum(l.Min, low), Sum(l.Max, high), constants.OutputOffset, constants.Activation);
        })];

        long Sum(int l, int r) =>
            (long)constants.LeftFactor.Apply((l + constants.LeftOffset) << AddConstants.LeftShift)
            + (sign * (long)constants.RightFactor.Apply((r + constants.RightOffset) << AddConstants.LeftShift));
    }

    private static ChannelRange Clamp(ChannelRange range, ActivationRange to) => new(to.Clamp(range.Min), to.Clamp(range.Max));

    /// <summary>The channels of the input follow each other again and again along the last dimension of the output.</summary>
    private bool Repeats(TensorId input, int channels) => channels % _graph[input].Shape.Channels == 0;

    private ImmutableArray<ChannelRange> Joined(Concatenation op)
    {
        var parts = op.Inputs.Select(i => Mapped(op with { Inputs = [i] }, i, this[i])).ToArray();
        return op.Axis == _graph[op.Output].Shape.Rank - 1
            ? [.. parts.SelectMany(p => p)]
            : [.. Enumerable.Range(0, parts[0].Length).Select(c => parts.Select(p => p[c]).Aggregate((a, b) => a.Or(b)))];
    }

    /// <summary>Through an operator that looks at one element at a time: asked of the reference for all 256 values.</summary>
    private ImmutableArray<ChannelRange> Mapped(Operator op, TensorId input, ImmutableArray<ChannelRange> ranges)
    {
        var all = new Shape(256);
        ImmutableArray<Tensor> tensors = [.. new[] { input, op.Output }.Select(id => _graph[id] with { Shape = all, Data = null })];
        if (op is Concatenation c)
            op = c with { Axis = 0 };
        var values = Enumerable.Range(sbyte.MinValue, 256).Select(x => unchecked((byte)x)).ToArray();
        var table = new ReferenceInterpreter(new Graph("elements", tensors, [op], [input], op.Outputs)).Run([values])[0];
        return [.. ranges.Select(r =>
        {
            var results =
                Enumerable.Range(r.Min, r.Max - r.Min + 1).Select(x => (int)unchecked((sbyte)table[x - sbyte.MinValue])).ToArray();
            return new ChannelRange(results.Min(), results.Max());
        })];
    }
}
