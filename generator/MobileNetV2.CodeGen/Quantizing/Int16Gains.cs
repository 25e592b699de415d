using System.Collections.Immutable;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Finds the layers that would gain most from activations of 16 bits.</summary>
public static class Int16Gains
{
    private const int MostSamples = 16;

    /// <summary>Multiply-accumulates that the search may take.</summary>
    private const double MostWork = 1e10;

    /// <param name="quantized">An int8 network.</param>
    /// <param name="reference">The float network that it was made of.</param>
    /// <param name="samples">For each sample a block for each input: float32, row-major; of many some are taken.</param>
    /// <returns>The largest first; empty when an operator of the network has no form on floats.</returns>
    public static ImmutableArray<Int16Gain> Of(
        Graph quantized, Graph reference, IReadOnlyList<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(samples);
        if (SimulatedNetwork.Of(quantized) is not { } simulated || simulated.Roundings is not { IsEmpty: false } roundings
            || samples.Count == 0)
            return [];
        var macs = quantized.Operators.Sum(o => (double)MacCount.Of(quantized, o));
        var count = (int)Math.Clamp(MostWork / Math.Max(1, macs * roundings.Length / 2), 1, Math.Min(MostSamples, samples.Count));
        var interpreter = new PreparedNetwork(reference);
        var noise = new double[count][];
        var signal = new double[count];
        Parallel.For(0, count, s =>
        {
            var sample = samples[(int)((long)s * samples.Count / count)];
            var wanted = interpreter.Run(NetworkRuns.Inputs(reference, sample));
            var values = simulated.Run(sample);
            noise[s] = new double[roundings.Length + 1];
            (signal[s], noise[s][^1]) = Sums(quantized, values, wanted);
            for (var r = 0; r < roundings.Length; r++)
                (_, noise[s][r]) = Sums(quantized, simulated.Without(values, roundings[r]), wanted);
        });
        var now = SignalToNoise.Decibels(signal.Sum(), noise.Sum(n => n[^1]));
        return
        [
            .. roundings.Select((at, r) => Gain(
                    quantized, quantized.Operators[at], SignalToNoise.Decibels(signal.Sum(), noise.Sum(n => n[r])) - now))
                .OfType<Int16Gain>().OrderByDescending(g => g.GainDb),
        ];
    }

    private static (double Signal, double Noise) Sums(Graph quantized, TensorValues values, ImmutableArray<byte[]> wanted)
    {
        var (signal, noise) = (0.0, 0.0);
        for (var i = 0; i < wanted.Length; i++)
        {
            var part = SignalToNoise.Sums(wanted[i], values.Read(quantized.Outputs[i]));
            (signal, noise) = (signal + part.Signal, noise + part.Noise);
        }

        return (signal, noise);
    }

    /// <returns>Null when one of those that would have to be int16 cannot be.</returns>
    private static Int16Gain? Gain(Graph quantized, Operator op, double gain)
    {
        ImmutableArray<Operator> needed = [op, .. quantized.ConsumersOf(op.Output).Where(o => o is not (Quantize or Dequantize))];
        return needed.All(QuantizedGraphBuilder.CanBeWide)
            ? new Int16Gain(op.ToString(), quantized[op.Output].Name, [.. needed.Select(o => quantized[o.Output].Name).Distinct()], gain)
            : null;
    }
}
