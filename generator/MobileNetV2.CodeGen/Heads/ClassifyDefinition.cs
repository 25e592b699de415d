using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>The classes with the highest scores.</summary>
internal sealed class ClassifyDefinition : HeadDefinition
{
    private const int MostFrames = 256;

    public override string Name => "classify";

    public override string Finds => "the classes with the highest scores";

    public override string Reads => "one int8 output with a score for each class";

    public override string Answer => "count, best[]: class_index, score";

    public override string WorstCase => "classes * most comparisons";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        new("top", "K", "how many classes at most", "5"),
        new("threshold", "0..1", "the lowest score that is told", "0"),
        new("smoothing", "1..256", "frames over which scores are averaged; 1 takes each for itself", "1"),
        new(
            "scores",
            "probability|logistic|softmax",
            "what an output element becomes first: nothing, 1 / (1 + e^-x), or softmax of all",
            null),
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs is not [var output] || !HeadScope.IsPlain(output) || output.Shape.ElementCount != output.Shape.Channels)
            return scope.Refuse("scores of classes are one row of one output");
        var classes = output.Shape.ElementCount;
        if (classes > ScoreTable.MostOfSoftmax)
            return scope.Refuse($"{classes} classes are more than {ScoreTable.MostOfSoftmax}");
        var kind = scope.Text("scores") is null ? null : scope.Word("scores", "probability", "probability", "logistic", "softmax");
        return new ClassifyHead(
            classes,
            scope.Share("threshold", 0),
            Math.Min(classes, scope.Integer("top", Math.Min(5, classes), 1, 1024)),
            scope.Integer("smoothing", 1, 1, MostFrames),
            ScoreTable.Of(output, kind, "softmax"));
    }
}
