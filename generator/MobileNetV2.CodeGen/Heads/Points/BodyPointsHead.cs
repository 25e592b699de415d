using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Key points of the best of many bodies, as YOLOv8-pose gives them; the C is <c>mnv2_body_points</c>.</summary>
/// <param name="bodies">How many bodies the network works out in each inference.</param>
/// <param name="across">Elements as sixteenths of a pixel.</param>
internal sealed class BodyPointsHead(
    int points,
    int bodies,
    SmoothRule? smooth,
    int threshold,
    ImmutableArray<int> across,
    ImmutableArray<int> down,
    ImmutableArray<int> scores)
    : PoseHead(points, smooth)
{
    /// <summary>Rows before the points: centre, size, score.</summary>
    private const int Whole = 5;

    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            string[] tables = [code.Table("across", across), code.Table("down", down), code.Table("scores", scores)];
            return new HeadCode(
                ["mnv2_points.c"],
                code.Tables,
                [HeadCodeBuilder.Rule("mnv2_body_rule", [Shape.Most, bodies, threshold, .. tables])],
                ["answer->count = mnv2_body_points(&head_rule, output_0, answer->points);"],
                HeadCodeBuilder.Text($"{bodies} bodies, {Shape.Most} points"));
        }
    }

    protected override FoundPoint Find(byte[] output, int point)
    {
        // The first of the best.
        var best = Enumerable.Range(0, bodies).MaxBy(i => Element(Whole - 1, i));
        var first = Whole + (3 * point);
        var score = scores[Element(first + 2, best) + 128];
        var isThere = scores[Element(Whole - 1, best) + 128] >= threshold && score >= threshold;
        return new(across[Element(first, best) + 128], down[Element(first + 1, best) + 128], point, isThere ? score : 0);

        int Element(int row, int body) => ScoreTable.Element(output, (row * bodies) + body);
    }
}
