using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// All channels of an activation share one scale, so a channel that stays small has few steps. Between two filters a channel may be made
/// larger by the first and smaller again by the second, which changes nothing in reals.
/// </summary>
internal static class ChannelEqualization
{
    /// <summary>Ends the names of tensors whose channels have other factors than in the float network.</summary>
    public const string Suffix = ":equalized";

    /// <summary>Channels that hardly ever say anything are not made to shout.</summary>
    private const double MostGain = 16;

    /// <summary>What samples did not show may be a little larger; a clamp at 6 would cut it off.</summary>
    private const double Headroom = 0.95;

    public static Graph Run(Graph graph, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        var pairs = Pairs(graph);
        if (pairs.IsEmpty)
            return graph;
        var maxima = Maxima(graph, [.. pairs.Select(p => p.First.Output)], samples);
        var edit = new FloatGraphEditor(graph);
        foreach (var (first, path, second) in pairs)
            Equalize(edit, first.Id, path, second.Id, Gains(edit, first.Id, second.Id, maxima[first.Output]));
        return edit.Build();
    }

    /// <summary>Filters of which one is all that reads the other's result, with nothing but a border of zeros between them.</summary>
    private static ImmutableArray<(FilterOperator First, Pad? Path, FilterOperator Second)> Pairs(Graph graph)
    {
        var pairs = ImmutableArray.CreateBuilder<(FilterOperator, Pad?, FilterOperator)>();
        foreach (var first in graph.Operators.OfType<FilterOperator>()
            .Where(o => o.Activation != Activation.ReluN1To1 && o is not FullyConnected))
        {
            var reader = OnlyReader(graph, first.Output);
            var pad = reader as Pad;
            if (pad is not null)
                reader = OnlyReader(graph, pad.Output);
            if (reader is Conv2D or DepthwiseConv2D { DepthMultiplier: 1 } && graph[reader.Inputs[1]].IsConstant
                && graph[first.Filter].IsConstant
                && (reader is not Conv2D || graph[reader.Inputs[1]].Shape.Channels == graph[reader.Input].Shape.Channels))
                pairs.Add((first, pad, (FilterOperator)reader));
        }

        return pairs.ToImmutable();
    }

    private static Operator? OnlyReader(Graph graph, TensorId id) =>
        graph.Outputs.Contains(id) ? null : graph.ConsumersOf(id).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>The largest magnitude of each channel over all samples.</summary>
    private static Dictionary<TensorId, float[]> Maxima(
        Graph graph, ImmutableArray<TensorId> tensors, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        var total = tensors.ToDictionary(id => id, id => new float[graph[id].Shape.Channels]);
        var interpreter = new PreparedNetwork(graph);
        Parallel.ForEach(samples, sample =>
        {
            var trace = interpreter.Trace(sample);
            foreach (var id in tensors)
            {
                var largest = new float[graph[id].Shape.Channels];
                var elements = MemoryMarshal.Cast<byte, float>(trace[id].Span);
                for (var i = 0; i < elements.Length; i++)
                    largest[i % largest.Length] = MathF.Max(largest[i % largest.Length], MathF.Abs(elements[i]));
                lock (total)
                {
                    for (var c = 0; c < largest.Length; c++)
                        total[id][c] = MathF.Max(total[id][c], largest[c]);
                }
            }
        });
        return total;
    }

    private static double[] Gains(FloatGraphEditor edit, OperatorId firstId, OperatorId secondId, float[] maxima)
    {
        var (first, second) = ((FilterOperator)Find(edit, firstId), (FilterOperator)Find(edit, secondId));
        double most = maxima.Max();

        // A depthwise filter has a scale for each of its channels, so it loses nothing; in others, the columns of one row share a scale.
        var share = second is DepthwiseConv2D ? 1 : 0.5;
        return [.. maxima.Select(m =>
        {
            if (!(m > 0) || !(most > 0))
                return 1;
            var gain = Math.Min(Math.Pow(most / m, share), MostGain);
            return first.Activation == Activation.Relu6 ? Math.Max(1, Math.Min(gain, 6 * Headroom / m)) : gain;
        })];
    }

    private static void Equalize(FloatGraphEditor edit, OperatorId firstId, Pad? path, OperatorId secondId, double[] gains)
    {
        var first = (FilterOperator)Find(edit, firstId);
        var weights = edit.Reals(first.Filter)!;
        var taps = weights.Length / gains.Length;
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(weights[i] * gains[first is DepthwiseConv2D ? i % gains.Length : i / taps]);
        var inputs = first.Inputs.SetItem(1, edit.Constant(edit[first.Filter].Name, edit[first.Filter].Shape, weights));
        if (first.Bias is { } bias)
        {
            var reals = edit.Reals(bias)!;
            for (var c = 0; c < reals.Length; c++)
                reals[c] = (float)(reals[c] * gains[c]);
            inputs = inputs.SetItem(2, edit.Constant(edit[bias].Name, edit[bias].Shape, reals));
        }

        var output = edit.Tensor(edit[first.Output].Name + Suffix, edit[first.Output].Shape);
        edit.Replace(first, first with { Inputs = inputs, Outputs = [output] });
        if (path is not null)
        {
            var pad = (Pad)Find(edit, path.Id);
            var padded = edit.Tensor(edit[pad.Output].Name + Suffix, edit[pad.Output].Shape);
            edit.Replace(pad, pad with { Inputs = [output], Outputs = [padded] });
            output = padded;
        }

        var second = (FilterOperator)Find(edit, secondId);
        var columns = edit.Reals(second.Filter)!;
        for (var i = 0; i < columns.Length; i++)
            columns[i] = (float)(columns[i] / gains[i % gains.Length]);
        var filter = edit.Constant(edit[second.Filter].Name, edit[second.Filter].Shape, columns);
        edit.Replace(second, second with { Inputs = second.Inputs.SetItem(0, output).SetItem(1, filter) });
    }

    private static Operator Find(FloatGraphEditor edit, OperatorId id) => edit.Operators.First(o => o.Id == id);
}
