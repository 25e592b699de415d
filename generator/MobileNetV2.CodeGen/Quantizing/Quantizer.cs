using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Floats;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Validation;

namespace MobileNetV2.CodeGen.Quantizing;

/// <summary>Makes an int8 network of a float one. Pure and deterministic:
/// the same request gives the same network on every machine.</summary>
public static class Quantizer
{
    /// <summary>Memory for samples that go through the network side by side.</summary>
    private const long MostSampleBytes = 1L << 30;

    /// <summary>Fewer show too little of what a tensor can be.</summary>
    private const int FewSamples = 10;

    private static readonly (float Least, float Most) UsualRange = (-1, 1);

    /// <summary>Quantizes; mistakes of the request come back as diagnostics.</summary>
    public static Outcome<QuantizeResult> Quantize(QuantizeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var graph = GlobalAverages.AsMeans(FloatFolding.Run(request.Graph));
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange([.. QuantizingRules.Check(graph)]);
        var kept = Named(graph, request.KeepFloat, diagnostics);
        var wide = Named(graph, request.Int16, diagnostics);
        foreach (var op in graph.Operators.Where(o => wide.Contains(o.Id) && (kept.Contains(o.Id) || !QuantizedGraphBuilder.CanBeWide(o))))
            diagnostics.Add(QuantizingDiagnostics.NotWide(graph.Name, op, graph[op.Output].Name, kept.Contains(op.Id)));
        if (diagnostics.HasErrors)
            return new Outcome<QuantizeResult>(null, diagnostics.ToImmutable());

        var samples = request.Samples.IsDefaultOrEmpty ? MadeUpSamples.For(graph, request.InputRange ?? UsualRange) : request.Samples;
        if (request.Samples.IsDefaultOrEmpty)
            diagnostics.Add(QuantizingDiagnostics.NoSamples(graph.Name));
        else if (samples.Length < FewSamples)
            diagnostics.Add(QuantizingDiagnostics.FewSamples(graph.Name, samples.Length));
        if (request.Steps.HasFlag(QuantizationSteps.Equalization))
            graph = request.Samples.IsDefaultOrEmpty
                ? ChannelEqualization.Run(graph, samples)
                : EqualizationChoice.Of(graph, request, samples);
        var (activations, methods) = new FloatCalibration(request with { Graph = graph, Samples = samples }, SharedScales.Of(graph)).Run();
        var filters = new Dictionary<OperatorId, QuantizedFilter>();
        var plan = new QuantizationPlan(activations, filters, kept) { Wide = wide };
        var together = Together(samples, graph);
        var layers = new SequentialQuantization(graph, request, plan, filters).Run(together, methods);
        var quantized = new QuantizedGraphBuilder(graph, plan).Build(request.Border);
        diagnostics.AddRange(GraphValidator.Validate(quantized));
        return new Outcome<QuantizeResult>(
            diagnostics.HasErrors
                ? null
                : new QuantizeResult(quantized, layers, samples.Length, together.Length), diagnostics.ToImmutable());
    }

    /// <summary>As many samples as memory holds, evenly from all.</summary>
    private static ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> Together(
        ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> samples, Graph graph)
    {
        var most = (int)Math.Clamp(MostSampleBytes / Math.Max(1, SequentialQuantization.BytesOfSample(graph)), 1, samples.Length);
        return [.. Enumerable.Range(0, most).Select(i => samples[(int)((long)i * samples.Length / most)])];
    }

    private static ImmutableHashSet<OperatorId> Named(Graph graph, ImmutableArray<string> names, DiagnosticBag diagnostics)
    {
        var kept = ImmutableHashSet.CreateBuilder<OperatorId>();
        foreach (var name in names)
        {
            // As tables of a quantized network call it, too.
            var tensor = name.EndsWith(ChannelEqualization.Suffix, StringComparison.Ordinal)
                ? name[..^ChannelEqualization.Suffix.Length] : name;
            var found = graph.Operators
                .Where(o => o.Id.ToString() == name || graph[o.Output].Name == name || graph[o.Output].Name == tensor).ToList();
            if (found.Count == 0)
                diagnostics.Add(QuantizingDiagnostics.NoSuchLayer(graph.Name, name, graph.Operators.Select(o => graph[o.Output].Name)));
            kept.UnionWith(found.Select(o => o.Id));
        }

        return kept.ToImmutable();
    }
}
