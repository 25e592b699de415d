using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Measures of classes and scores.</summary>
internal static class EvaluationMeasures
{
    /// <summary>Share of samples whose label is among the highest scores; ties go to the first class.</summary>
    public static double Top(IReadOnlyList<float[]> scores, IReadOnlyList<int> labels, int count) =>
        scores.Zip(labels).Count(pair => Rank(pair.First, pair.Second) < count) / (double)scores.Count;

    public static int Largest(float[] scores) => Enumerable.Range(0, scores.Length).First(c => Rank(scores, c) == 0);

    public static ImmutableArray<ImmutableArray<int>> Confusion(IReadOnlyList<float[]> scores, IReadOnlyList<int> labels)
    {
        var classes = scores[0].Length;
        var counts = new int[classes, classes];
        for (var i = 0; i < scores.Count; i++)
            counts[labels[i], Largest(scores[i])]++;
        return [.. Enumerable.Range(0, classes)
            .Select(row => Enumerable.Range(0, classes).Select(column => counts[row, column]).ToImmutableArray())];
    }

    /// <summary>The probability that a sample of class 1 has a higher score than one of class 0; equal scores count half.</summary>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<int> labels)
    {
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        var ranks = new double[scores.Count];
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && scores[order[end]] == scores[order[i]])
                end++;
            for (var j = i; j < end; j++)
                ranks[order[j]] = (i + end + 1) / 2.0;
            i = end;
        }

        double positives = labels.Count(l => l == 1), negatives = labels.Count - positives;
        var sum = labels.Select((label, i) => label == 1 ? ranks[i] : 0).Sum();
        return (sum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }

    private static int Rank(float[] scores, int label)
    {
        var rank = 0;
        for (var c = 0; c < scores.Length; c++)
        {
            if (scores[c] > scores[label] || (scores[c] == scores[label] && c < label))
                rank++;
        }

        return rank;
    }
}
