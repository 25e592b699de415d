using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Key points that the network has worked out itself; the C is <c>mnv2_regressed_points</c>.</summary>
/// <param name="across">Elements as sixteenths of a pixel.</param>
internal sealed class RegressedPointsHead(
    int points, SmoothRule? smooth, int threshold, ImmutableArray<int> across, ImmutableArray<int> down, ImmutableArray<int> scores)
    : PoseHead(points, smooth)
{
    protected override HeadCode Finding
    {
        get
        {
            var code = new HeadCodeBuilder();
            string[] tables = [code.Table("across", across), code.Table("down", down), code.Table("scores", scores)];
            return new HeadCode(
                ["mnv2_points.c"],
                code.Tables,
                [
                    HeadCodeBuilder.Text(
                        $"static const mnv2_regressed_rule head_rule = {{{Shape.Most}, {threshold}, {string.Join(", ", tables)}}};")
                ],
                ["answer->count = mnv2_regressed_points(&head_rule, output_0, answer->points);"],
                HeadCodeBuilder.Text($"{Shape.Most} points"));
        }
    }

    protected override FoundPoint Find(byte[] output, int i)
    {
        var score = Entry(scores, 2);
        return new(Entry(across, 1), Entry(down, 0), i, score < threshold ? 0 : score);

        int Entry(ImmutableArray<int> table, int k) => table[ScoreTable.Element(output, (3 * i) + k) + 128];
    }
}
