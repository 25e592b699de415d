using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes.Channels;

/// <summary>The weights of an operator, whatever its kind, as products of an output channel, a tap and an input channel.</summary>
/// <remarks>A fully connected layer that reads pixels has a tap for each of them.</remarks>
internal sealed class FilterView
{
    private readonly ReadOnlyMemory<byte> _weights;
    private readonly ReadOnlyMemory<byte>? _bias;

    private FilterView(FilterOperator op, Graph graph, ConvolutionConstants constants, int inputs, int outputs, WindowPlaces? places)
    {
        (Operator, Constants, Inputs, Outputs, Places) = (op, constants, inputs, outputs, places ?? WindowPlaces.Inside);
        IsDepthwise = op is DepthwiseConv2D;
        Filter = graph[op.Filter];
        _weights = Filter.Data!.Value;
        _bias = op.Bias is { } bias ? graph[bias].Data : null;
        Taps = IsDepthwise ? _weights.Length / outputs : _weights.Length / outputs / inputs;
    }

    public FilterOperator Operator { get; }

    public ConvolutionConstants Constants { get; }

    public Tensor Filter { get; }

    /// <summary>Channels of the input tensor.</summary>
    public int Inputs { get; }

    /// <summary>Channels of the output tensor.</summary>
    public int Outputs { get; }

    public int Taps { get; }

    /// <summary>Each output channel reads one input channel.</summary>
    public bool IsDepthwise { get; }

    /// <summary>Where windows lie: at a border some taps add nothing.</summary>
    private WindowPlaces Places { get; }

    /// <summary>Null for what has no such view: grouped convolutions, weights that are not known,
    /// windows that lie in too many ways.</summary>
    public static FilterView? Of(Graph graph, Operator op)
    {
        if (op is not FilterOperator filter || graph[op.Input].Type != ElementType.Int8)
            return null;
        if (graph[filter.Filter].Data is null || (filter.Bias is { } bias && graph[bias].Data is null))
            return null;
        var (input, shape, output) = (graph[op.Input].Shape, graph[filter.Filter].Shape, graph[op.Output].Shape);
        return op switch
        {
            Conv2D o when shape[3] == input.Channels
                && WindowPlaces.Of(input, output, shape, o.Stride, o.Dilation, o.Padding) is { } places =>
                new(o, graph, ConvolutionConstants.For(graph, o), input.Channels, shape[0], places),
            DepthwiseConv2D o when WindowPlaces.Of(input, output, shape, o.Stride, o.Dilation, o.Padding) is { } places =>
                new(o, graph, ConvolutionConstants.For(graph, o), input.Channels, shape.Channels, places),
            FullyConnected o when shape[1] % input.Channels == 0 => new(
                o, graph, ConvolutionConstants.For(graph, o), input.Channels, shape[0], places: null),
            _ => null,
        };
    }

    /// <summary>The input channel that a depthwise output channel reads.</summary>
    public int SourceOf(int output) => output / (Outputs / Inputs);

    /// <summary>The weight with the filter's zero point taken off.</summary>
    public int Weight(int output, int tap, int input) =>
        unchecked((sbyte)_weights.Span[Index(output, tap, input)]) + Constants.FilterOffset;

    public byte Raw(int output, int tap, int input) => _weights.Span[Index(output, tap, input)];

    public int Bias(int output) => _bias is { } bias ? MemoryMarshal.Cast<byte, int>(bias.Span)[output] : 0;

    public bool IsZero(int output, int input)
    {
        for (var tap = 0; tap < Taps; tap++)
        {
            if (Weight(output, tap, input) != 0)
                return false;
        }

        return true;
    }

    /// <summary>All weights of an output channel.</summary>
    public bool IsZero(int output) =>
        IsDepthwise ? IsZero(output, SourceOf(output)) : Enumerable.Range(0, Inputs).All(i => IsZero(output, i));

    /// <summary>What an input channel of one value adds to an output channel's sum, away from the border.</summary>
    public long Contribution(int output, int input, int value)
    {
        long sum = 0;
        for (var tap = 0; tap < Taps; tap++)
            sum += Weight(output, tap, input);
        return sum * (value + Constants.InputOffset);
    }

    /// <summary>Such an input channel adds the same to every pixel.</summary>
    public bool Folds(ChannelRange input) => input.IsConstant && (!Places.ReachOverTheBorder || input.Min == -Constants.InputOffset);

    /// <summary>The least and the largest sum of an output channel.</summary>
    public (long Min, long Max) Sums(int output, ImmutableArray<ChannelRange> inputs)
    {
        // Of each tap over all input channels first, because the same taps count in many places.
        var (first, end) = IsDepthwise ? (SourceOf(output), SourceOf(output) + 1) : (0, Inputs);
        var weights = MemoryMarshal.Cast<byte, sbyte>(_weights.Span);
        var ranges = inputs.AsSpan()[first..end];
        var (least, most) = (new long[Taps], new long[Taps]);
        for (var tap = 0; tap < Taps; tap++)
        {
            var ofTap = weights.Slice(Index(output, tap, first), ranges.Length);
            // A weight adds between (sum - spread) / 2 and (sum + spread) / 2, whatever its sign.
            var (sum, spread) = (0L, 0L);
            for (var i = 0; i < ranges.Length; i++)
            {
                var weight = ofTap[i] + Constants.FilterOffset;
                sum += weight * (ranges[i].Min + ranges[i].Max + (2 * Constants.InputOffset));
                spread += Math.Abs(weight) * (ranges[i].Max - ranges[i].Min);
            }

            (least[tap], most[tap]) = ((sum - spread) / 2, (sum + spread) / 2);
        }

        var (min, max) = Places.Extremes(least, most);
        var bias = Bias(output);
        return (bias + min, bias + max);
    }

    private int Index(int output, int tap, int input) =>
        IsDepthwise ? (tap * Outputs) + output : (((output * Taps) + tap) * Inputs) + input;
}
