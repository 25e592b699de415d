using System.Collections.Immutable;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Finds what quantization cost, layer by layer.</summary>
public static class NetworkComparison
{
    /// <param name="quantized">An int8 network.</param>
    /// <param name="reference">The float network that it was made of; tensors are matched by name and shape,
    /// outputs by their order.</param>
    /// <param name="samples">For each sample a block for each input: float32, row-major.</param>
    public static ErrorReport Compare(Graph quantized, Graph reference, IReadOnlyList<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(samples);
        reference = FloatFolding.Run(reference);
        var pairs = Pairs(quantized, reference);
        var (runQuantized, runReference) = (new PreparedNetwork(quantized), new PreparedNetwork(reference));
        var sums = new (double Signal, double Noise)[samples.Count][];
        var outputs = new (double Signal, double Noise, bool Agrees)[samples.Count];
        Parallel.For(0, samples.Count, s =>
        {
            var ours = runQuantized.Trace(NetworkRuns.Inputs(quantized, samples[s]));
            var theirs = runReference.Trace(NetworkRuns.Inputs(reference, samples[s]));
            sums[s] = [.. pairs.Select(pair => Sums(quantized[pair.Ours], ours, reference[pair.Theirs], theirs))];
            outputs[s] = Outputs(quantized, ours, reference, theirs);
        });

        var layers = pairs.Select((pair, i) => new LayerError(
            quantized.ProducerOf(pair.Ours)!.ToString(),
            quantized[pair.Ours].Name,
            SignalToNoise.Decibels(sums.Sum(s => s[i].Signal), sums.Sum(s => s[i].Noise))));
        return new ErrorReport(
            samples.Count,
            SignalToNoise.Decibels(outputs.Sum(o => o.Signal), outputs.Sum(o => o.Noise)),
            outputs.Count(o => o.Agrees) / (double)Math.Max(1, samples.Count),
            [.. layers]);
    }

    private static (double Signal, double Noise) Sums(Tensor ours, InterpreterTrace ourTrace, Tensor theirs, InterpreterTrace theirTrace)
    {
        var (ourReals, theirReals) =
            (NetworkRuns.Reals(ours, ourTrace[ours.Id].Span), NetworkRuns.Reals(theirs, theirTrace[theirs.Id].Span));
        var (signal, noise) = (0.0, 0.0);
        for (var i = 0; i < ourReals.Length; i++)
        {
            var off = theirReals[i] - (double)ourReals[i];
            signal += theirReals[i] * (double)theirReals[i];
            noise += off * off;
        }

        return (signal, noise);
    }

    private static (double Signal, double Noise, bool Agrees) Outputs(
        Graph quantized, InterpreterTrace ours, Graph reference, InterpreterTrace theirs)
    {
        var (signal, noise) = (0.0, 0.0);
        foreach (var (our, their) in quantized.Outputs.Zip(reference.Outputs))
        {
            var part = Sums(quantized[our], ours, reference[their], theirs);
            (signal, noise) = (signal + part.Signal, noise + part.Noise);
        }

        var (first, second) = (quantized[quantized.Outputs[0]], reference[reference.Outputs[0]]);
        return (signal, noise,
            Largest(NetworkRuns.Reals(first, ours[first.Id].Span)) == Largest(NetworkRuns.Reals(second, theirs[second.Id].Span)));
    }

    /// <summary>Tensors that both write, under one name and of one shape; of several of that name the first that is left.</summary>
    private static ImmutableArray<(TensorId Ours, TensorId Theirs)> Pairs(Graph quantized, Graph reference)
    {
        var left = Written(reference).ToList();
        var pairs = ImmutableArray.CreateBuilder<(TensorId, TensorId)>();
        foreach (var ours in Written(quantized)
            .Where(t => t.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 && t.Name.Length > 0))
        {
            var at = left.FindIndex(t => t.Name == ours.Name && t.Shape.Equals(ours.Shape));
            if (at < 0)
                continue;
            pairs.Add((ours.Id, left[at].Id));
            left.RemoveAt(at);
        }

        return pairs.ToImmutable();
    }

    private static IEnumerable<Tensor> Written(Graph graph) =>
        graph.Operators.Where(o => o is not Quantize).SelectMany(o => o.Outputs).Select(id => graph[id]);

    internal static int Largest(float[] values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            best = values[i] > values[best] ? i : best;
        return best;
    }
}
