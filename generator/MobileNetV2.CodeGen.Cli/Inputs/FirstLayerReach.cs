using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>
/// How far samples move the first layer, compared with its biases. Training leaves both of one size; pixels a hundred times larger or
/// smaller than those of training show here, whatever the network answers.
/// </summary>
internal sealed class FirstLayerReach
{
    private readonly Graph _upToIt;
    private readonly double[] _biases;

    private FirstLayerReach(Graph upToIt, double[] biases) => (_upToIt, _biases) = (upToIt, biases);

    /// <returns>null for networks whose first layer has no biases.</returns>
    public static FirstLayerReach? Of(Graph graph)
    {
        var first = graph.Operators.FirstOrDefault(o => o is FilterOperator);
        if (first is not FilterOperator { Inputs: [_, _, var bias] } layer || graph[bias] is not { IsConstant: true } constant)
            return null;
        var biases = NetworkRuns.Reals(constant, constant.Data!.Value.Span).Select(b => (double)b).ToArray();
        if (biases.All(b => b == 0))
            return null;
        var operators = graph.Operators.TakeWhile(o => o != first).Append(layer with { Activation = Activation.None });
        return new(graph.With(operators: [.. operators], outputs: layer.Outputs), biases);
    }

    /// <summary>Root mean square of what pixels add to the biases, as a multiple of these.</summary>
    public double Of(ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        var sum = 0.0;
        var count = 0L;
        foreach (var sample in NetworkRuns.Outputs(_upToIt, samples))
        {
            var values = sample[0];
            for (var i = 0; i < values.Length; i++)
                sum += Math.Pow(values[i] - _biases[i % _biases.Length], 2);
            count += values.Length;
        }

        return Math.Sqrt(sum / count / _biases.Average(b => b * b));
    }
}
