using System.Collections.Immutable;
using MobileNetV2.CodeGen.Cli.Inputs;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Mean average precision as COCO defines it: 101 recalls, overlaps of 0.50 to 0.95, at most 100 boxes of a picture and class.
/// </summary>
/// <param name="Map">Over all overlaps.</param>
/// <param name="Map50">At an overlap of one half.</param>
/// <param name="Map75">At an overlap of three quarters.</param>
/// <param name="Classes">Of each class that occurs: over all overlaps, and how many boxes there are.</param>
internal sealed record DetectionMeasures(double Map, double Map50, double Map75, ImmutableArray<(int Class, double Ap, int Boxes)> Classes)
{
    private const int MostBoxes = 100;
    private const int Recalls = 101;

    private static readonly double[] Overlaps = [.. Enumerable.Range(0, 10).Select(i => 0.5 + (0.05 * i))];

    /// <param name="pictures">What was found and what is there.</param>
    public static DetectionMeasures Of(IReadOnlyList<(ImmutableArray<ScoredBox> Found, ImmutableArray<TrueBox> There)> pictures)
    {
        var classes = pictures.SelectMany(p => p.There).Where(b => !b.IsCrowd).CountBy(b => b.Class).OrderBy(c => c.Key).ToList();
        var precisions = classes
            .Select(c => Overlaps.AsParallel().AsOrdered().Select(o => Precision(pictures, c.Key, c.Value, o)).ToArray()).ToList();
        return new(
            Mean(precisions.Select(p => p.Average())),
            Mean(precisions.Select(p => p[0])),
            Mean(precisions.Select(p => p[5])),
            [.. classes.Zip(precisions, (c, p) => (c.Key, p.Average(), c.Value))]);
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();

    private static double Precision(
        IReadOnlyList<(ImmutableArray<ScoredBox> Found, ImmutableArray<TrueBox> There)> pictures, int number, int count, double overlap)
    {
        var hits = pictures
            .SelectMany(p => Match(
                [.. p.Found.Where(b => b.Class == number).OrderByDescending(b => b.Score).Take(MostBoxes)],
                [.. p.There.Where(b => b.Class == number).OrderBy(b => b.IsCrowd)],
                overlap))
            .OrderByDescending(h => h.Score).ToList();
        var (right, curve) = (0, new List<(double Recall, double Precision)>());
        for (var i = 0; i < hits.Count; i++)
        {
            right += hits[i].IsRight ? 1 : 0;
            curve.Add(((double)right / count, right / (i + 1.0)));
        }

        // Precision at a recall is the best that is reached there or beyond.
        for (var i = curve.Count - 2; i >= 0; i--)
            curve[i] = (curve[i].Recall, Math.Max(curve[i].Precision, curve[i + 1].Precision));
        var (sum, at) = (0.0, 0);
        for (var r = 0; r < Recalls; r++)
        {
            while (at < curve.Count && curve[at].Recall < r / (Recalls - 1.0))
                at++;
            sum += at < curve.Count ? curve[at].Precision : 0;
        }

        return sum / Recalls;
    }

    /// <summary>Boxes found, the best first, take the box that they overlap most and that no better one took.</summary>
    private static IEnumerable<(double Score, bool IsRight)> Match(
        ImmutableArray<ScoredBox> found, ImmutableArray<TrueBox> there, double overlap)
    {
        var taken = new bool[there.Length];
        foreach (var box in found)
        {
            var (best, most) = (-1, overlap - 1e-10);
            for (var t = 0; t < there.Length; t++)
            {
                // What is no crowd comes first, and is kept.
                if (taken[t] || (best >= 0 && !there[best].IsCrowd && there[t].IsCrowd))
                    continue;
                if (Overlap(box.Sides, there[t]) is var shared && shared >= most)
                    (best, most) = (t, shared);
            }

            if (best >= 0 && there[best].IsCrowd)
                continue;
            if (best >= 0)
                taken[best] = true;
            yield return (box.Score, best >= 0);
        }
    }

    private static double Overlap(BoxSides found, TrueBox there)
    {
        var common = found.CommonWith(there.Sides);
        var all = there.IsCrowd ? found.Area : found.Area + there.Sides.Area - common;
        return all > 0 ? common / all : 0;
    }
}
