using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Intersection over union of class maps, from how often pixels of one class were taken for another.</summary>
internal sealed class SegmentationMeasures(int classes)
{
    private readonly long[] _counts = new long[classes * classes];

    public int Classes => classes;

    /// <summary>Share of pixels with the right class.</summary>
    public double Accuracy => (double)Enumerable.Range(0, classes).Sum(c => _counts[(c * classes) + c]) / Math.Max(1, _counts.Sum());

    /// <summary>The mean over the classes that occur, there or as found.</summary>
    public double MeanIou => Ious.Select(c => c.Iou).DefaultIfEmpty(0).Average();

    public ImmutableArray<(int Class, double Iou)> Ious =>
    [
        .. Enumerable.Range(0, classes).Select(c => (Class: c, Common: _counts[(c * classes) + c], All: AllOf(c)))
            .Where(c => c.All > 0).Select(c => (c.Class, (double)c.Common / c.All)),
    ];

    public void Add(int there, int found) => _counts[(there * classes) + found]++;

    public void Add(SegmentationMeasures other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }

    private long AllOf(int c)
    {
        var all = -_counts[(c * classes) + c];
        for (var o = 0; o < classes; o++)
            all += _counts[(c * classes) + o] + _counts[(o * classes) + c];
        return all;
    }
}
