using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>
/// Nothing costs a quantized network as much as pixels that mean something else than in training, and nothing fails: so a classifier is
/// asked by which of the usual meanings its answers tell most about some pictures.
/// </summary>
internal static class PreprocessingCheck
{
    private const int Pictures = 24;
    private const int FewestPictures = 8;

    /// <summary>Nats that another meaning must tell more. Pixels far beyond those of training make answers sure and wrong:
    /// less may be that.</summary>
    private const double ClearlyMore = 0.5;

    private const double ClearlyMoreTimes = 3;

    private static readonly (Normalization Kind, string Name)[] Usual =
    [
        (Normalization.Unit, "unit"), (Normalization.Signed, "signed"), (Normalization.Raw, "raw"), (Normalization.ImageNet, "imagenet"),
    ];

    /// <returns>MNV7044, or nothing.</returns>
    public static ImmutableArray<Diagnostic> Of(Graph graph, string folder, PixelMeaning meaning)
    {
        if (graph.Inputs is not [var input] || graph[input].Shape is not { Rank: 3 or 4, Channels: 1 or 3 }
            || graph[input].Type != ElementType.Float32 || graph[graph.Outputs[0]].Shape is not { ElementCount: > 2 and <= 4096 } output
            || output.Channels != output.ElementCount)
            return [];
        var given = Told(graph, folder, meaning);
        if (given is not { } known)
            return [];
        var best = Usual.Where(u => u.Kind != Normalization.ImageNet || graph[input].Shape.Channels == 3)
            .Select(u => (u.Name, Told: Told(graph, folder, u.Kind.Meaning(graph[input])) ?? 0)).MaxBy(u => u.Told);
        return best.Told > Math.Max(known + ClearlyMore, known * ClearlyMoreTimes)
            ? [CommandLineDiagnostics.OtherMeaning(folder, string.Create(
                CultureInfo.InvariantCulture,
                $"by --normalize {best.Name} the network's answers tell {best.Told:F1} nats about these pictures, as given {known:F1}"),
                best.Name)]
            : [];
    }

    /// <summary>Mutual information of pictures and classes: sure answers that differ from picture to picture.</summary>
    private static double? Told(Graph graph, string folder, PixelMeaning meaning)
    {
        var read = SampleFiles.Pictures(folder, graph[graph.Inputs[0]], meaning, Pictures);
        if (read.Value is not { Samples.Length: >= FewestPictures } samples)
            return null;
        var all = NetworkRuns.Outputs(graph, samples.Samples).Select(o => Probabilities(o[0])).ToArray();
        var mean = Enumerable.Range(0, all[0].Length).Select(c => all.Average(p => p[c])).ToArray();
        return Entropy(mean) - all.Average(Entropy);
    }

    /// <summary>Answers that are no probabilities yet are made such.</summary>
    private static double[] Probabilities(float[] scores)
    {
        if (scores.All(s => s >= 0) && Math.Abs(scores.Sum() - 1) < 1e-2)
            return [.. scores.Select(s => (double)s)];
        var most = scores.Max();
        var powers = scores.Select(s => Math.Exp(Math.Min(0, s - (double)most))).ToArray();
        var sum = powers.Sum();
        return [.. powers.Select(p => p / sum)];
    }

    private static double Entropy(double[] shares) => -shares.Where(p => p > 0).Sum(p => p * Math.Log(p));
}
