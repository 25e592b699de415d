using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>The class of every pixel.</summary>
internal sealed class SegmentDefinition : HeadDefinition
{
    /// <summary>Classes are bytes in C.</summary>
    private const int MostClasses = 256;

    public override string Name => "segment";

    public override string Finds => "the class of every pixel, row by row, and area and box of each class";

    public override string Reads =>
        "one output with scores [1,H,W,K] of K classes (of one: a mask), behind it maybe RESIZE_BILINEAR and ARG_MAX, "
        + "which the head does pixel by pixel";

    public override string Answer =>
        "count, regions[]: class_index, area, left, top, right, bottom in pixels of the class map; rows by on_rows()";

    public override string WorstCase => "height * width of the class map * K interpolations and comparisons";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("smallest", "pixels", "the area of the smallest region that is told", "1"),
        new("threshold", "0..1", "of one channel: where class 1 begins", "0.5"),
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs is not [{ Shape: { Rank: 4, Batch: 1 } } scores] || !HeadScope.IsPlain(scores))
            return scope.Refuse("scores of classes are one int8 output of rank 4");
        var classes = scores.Shape.Channels;
        if (classes > MostClasses)
            return scope.Refuse($"{classes} classes are more than {MostClasses}");
        var (rows, columns) = (
            new LinearAxis(scores.Shape.Height, scores.Shape.Height, LinearAxis.One, 0),
            new LinearAxis(scores.Shape.Width, scores.Shape.Width, LinearAxis.One, 0));
        var tail = scope.Tail ?? new SegmentTail(rows, columns, 0);
        // The first element whose score is high enough; none is 128.
        var (share, table) = (scope.Share("threshold", 0.5), ScoreTable.Of(scores, null, "logistic"));
        var threshold = Enumerable.Range(-128, 256).FirstOrDefault(e => table.Values[e + 128] >= share, 128);
        return new SegmentHead(classes, tail, threshold, scope.Integer("smallest", 1, 1, int.MaxValue));
    }
}
