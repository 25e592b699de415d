using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Which boxes are kept: <c>mnv2_box_rule</c>.</summary>
/// <param name="Width">Of the input, in sixteenths of a pixel.</param>
internal sealed record BoxRule(int Threshold, int Overlap, bool IsAgnostic, int Candidates, int Most, int Width, int Height)
{
    public static ImmutableArray<HeadOption> Options { get; } =
    [
        new("threshold", "0..1", "the lowest score of a box", "0.5"),
        new("overlap", "0..1", "the most that a box may share with a better one (intersection over union)", "0.5"),
        new("most", "N", "how many boxes at most", "10"),
        new("candidates", "N", "how many boxes are kept while looking, 28 bytes each", "64"),
        new("agnostic", "0|1", "boxes hide those of other classes too, and a place has its best class only", "0"),
    ];

    public static BoxRule Of(HeadScope scope)
    {
        const int mostCandidates = 4096;
        var most = scope.Integer("most", 10, 1, 1024);
        return new(
            Math.Max(1, scope.Share("threshold", 0.5)),
            scope.Share("overlap", 0.5),
            scope.Integer("agnostic", 0, 0, 1) == 1,
            Math.Max(most, scope.Integer("candidates", 64, 1, mostCandidates)),
            most,
            scope.End.Width,
            scope.End.Height);
    }

    public string InC =>
        HeadCodeBuilder.Text($"{{{Threshold}, {Overlap}, {(IsAgnostic ? 1 : 0)}, {Candidates}, {Most}, {Width}, {Height}}}");

    public string Memory => HeadCodeBuilder.Text($"static mnv2_box head_candidates[{Candidates}];");

    public int MemoryBytes => Candidates * sizeof(int) * 7;

    public string WorstCase =>
        HeadCodeBuilder.Text($"each found box moved at most {Candidates} places, then {Candidates} * {Most} overlaps");
}
