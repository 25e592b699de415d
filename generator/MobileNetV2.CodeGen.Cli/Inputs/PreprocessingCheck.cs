using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Quantizing;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>
/// Nothing costs a quantized network as much as pixels that mean something else than in training, and nothing fails: so some pictures
/// are tried by each of the usual meanings. The first layer says whether they are far too bright or dark for it; a classifier is asked by
/// which of them its answers tell most.
/// </summary>
internal static class PreprocessingCheck
{
    private const int Pictures = 24;
    private const int FewestPictures = 8;

    /// <summary>Nats that another meaning must tell more. Pixels far beyond those of training make answers sure and wrong:
    /// less may be that.</summary>
    private const double ClearlyMore = 0.5;

    private const double ClearlyMoreTimes = 3;

    /// <summary>Of networks trained on photographs, 0.5 to 4 was seen; of the same networks and pixels 128 or 255 times as large, 200 to
    /// 1000.</summary>
    private const double FarOff = 30;

    private const double Usually = 8;

    private static readonly (Normalization Kind, string Name)[] Usual =
    [
        (Normalization.Unit, "unit"), (Normalization.Signed, "signed"), (Normalization.Raw, "raw"), (Normalization.ImageNet, "imagenet"),
    ];

    /// <returns>MNV7044, or nothing.</returns>
    public static ImmutableArray<Diagnostic> Of(Graph graph, string folder, PixelMeaning meaning)
    {
        if (graph.Inputs is not [var id] || graph[id] is not { Type: ElementType.Float32 } input
            || PictureShape.Of(input.Shape) is not { } picture)
            return [];
        var usual = Usual.Where(u => u.Kind != Normalization.ImageNet || picture.Channels == 3)
            .Select(u => (u.Name, Meaning: u.Kind.Meaning(input))).ToArray();
        var found = FarFromTraining(graph, folder, meaning, usual) ?? TellsLittle(graph, folder, meaning, usual);
        return found is null ? [] : [found];
    }

    private static Diagnostic? FarFromTraining(
        Graph graph, string folder, PixelMeaning meaning, IEnumerable<(string Name, PixelMeaning Meaning)> usual)
    {
        if (FirstLayerReach.Of(graph) is not { } layer || Reach(meaning) is not { } given || given is > 1 / FarOff and < FarOff)
            return null;
        var better = usual.Where(u => Reach(u.Meaning) is > 1 / Usually and < Usually).Select(u => u.Name).ToArray();
        return better.Length == 0 ? null : CommandLineDiagnostics.OtherMeaning(folder, string.Create(
            CultureInfo.InvariantCulture,
            $"as given, pixels move the first layer {(given > 1 ? $"{given:F0} times" : $"1/{1 / given:F0}")} as far as its biases do; "
                + $"in a trained network both are of one size"),
            better);

        double? Reach(PixelMeaning of) =>
            SampleFiles.Pictures(folder, graph[graph.Inputs[0]], of, FewestPictures).Value is { } read ? layer.Of(read.Samples) : null;
    }

    private static Diagnostic? TellsLittle(
        Graph graph, string folder, PixelMeaning meaning, IEnumerable<(string Name, PixelMeaning Meaning)> usual)
    {
        if (graph[graph.Outputs[0]].Shape is not { ElementCount: > 2 and <= 4096 } output || output.Channels != output.ElementCount
            || Told(graph, folder, meaning) is not { } known)
            return null;
        var best = usual.Select(u => (u.Name, Told: Told(graph, folder, u.Meaning) ?? 0)).MaxBy(u => u.Told);
        return best.Told > Math.Max(known + ClearlyMore, known * ClearlyMoreTimes)
            ? CommandLineDiagnostics.OtherMeaning(folder, string.Create(
                CultureInfo.InvariantCulture,
                $"by --normalize {best.Name} the network's answers tell {best.Told:F1} nats about these pictures, as given {known:F1}"),
                best.Name)
            : null;
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
