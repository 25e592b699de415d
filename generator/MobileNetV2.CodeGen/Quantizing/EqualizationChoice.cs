using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>
/// Whether channels are equalized. Small channels get more steps by it, and less room: behind a clamp at 6, what samples did not show is
/// cut off. Few samples do not show enough; which weighs more then is tried, on samples that the trial was not made with.
/// </summary>
internal static class EqualizationChoice
{
    /// <summary>So many show how large each channel gets, and half of them, which is what a trial has, no longer tell about all.</summary>
    private const int EnoughSamples = 24;

    /// <summary>The network as it is, or its equalized form when that has less error.</summary>
    public static Graph Of(Graph graph, QuantizeRequest request, ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples)
    {
        var equalized = ChannelEqualization.Run(graph, samples);
        if (ReferenceEquals(equalized, graph) || samples.Length is < 2 or >= EnoughSamples)
            return equalized;
        var (fitted, measured) = (Half(samples, 0), Half(samples, 1));
        return Decibels(ChannelEqualization.Run(graph, fitted)) >= Decibels(graph) ? equalized : graph;

        double Decibels(Graph candidate)
        {
            var trial = Quantizer.Quantize(new QuantizeRequest(candidate, fitted)
            {
                Effort = QuantizationEffort.Fast,
                Steps = request.Steps & ~QuantizationSteps.Equalization,
                InputRange = request.InputRange,
            });
            return trial.Value is { } result
                ? NetworkComparison.Compare(result.Graph, graph, measured).OutputSqnrDb
                : double.NegativeInfinity;
        }
    }

    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Half(
        ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples, int remainder) =>
        [.. samples.Where((_, i) => i % 2 == remainder)];
}
