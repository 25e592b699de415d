using System.Collections.Immutable;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>See <see cref="SegmentDefinition"/>; the C is <c>mnv2_segment</c>.</summary>
/// <param name="channels">Of the scores.</param>
/// <param name="threshold">Of one channel: the smallest element that is class 1.</param>
internal sealed class SegmentHead(int channels, SegmentTail tail, int threshold, int smallest) : Head
{
    private int Classes => channels == 1 ? 2 : channels;

    private (int Height, int Width) Size => (tail.Rows.Output, tail.Columns.Output);

    public override HeadShape Shape => new("mnv2_region", 6, "regions", Classes);

    public override HeadCode Code => new(
        ["mnv2_segment.c", "mnv2_resize_bilinear_s8.c", "mnv2_stream.c"],
        [],
        [
            HeadCodeBuilder.Rule(
                "mnv2_segment_rule", channels, Size.Width, Size.Height, tail.Columns.Input, tail.Rows.Input,
                tail.Columns.Step, tail.Rows.Step, tail.Columns.Offset, tail.Rows.Offset, tail.Middle, threshold, smallest),
        ],
        [
            "answer->count = mnv2_segment(",
            "    &head_rule, output_0, head_row, head_pixel, head_regions, on_row, on_row_context, answer->regions);"
        ],
        HeadCodeBuilder.Text($"{Size.Height} * {Size.Width} * {channels} interpolations and comparisons"))
    {
        State =
        [
            HeadCodeBuilder.Text($"static uint8_t head_row[{Size.Width}];"),
            HeadCodeBuilder.Text($"static int8_t head_pixel[{channels}];"),
            HeadCodeBuilder.Text($"static mnv2_region head_regions[{Classes}];"),
        ],
        StateBytes = Size.Width + channels + (Classes * 24),
        HasRows = true,
        Macros = [("MAP_WIDTH", Size.Width), ("MAP_HEIGHT", Size.Height)],
    };

    public override IHeadSession Start() => new StatelessSession(outputs => Read(outputs[0]));

    private HeadAnswer Read(byte[] scores)
    {
        var map = new byte[Size.Height * Size.Width];
        var regions = new ClassRegion?[Classes];
        for (var y = 0; y < Size.Height; y++)
        {
            var (above, below, down) = tail.Rows.At(y);
            for (var x = 0; x < Size.Width; x++)
            {
                var (left, right, along) = tail.Columns.At(x);
                var (best, value) = (0, int.MinValue);
                for (var c = 0; c < channels; c++)
                {
                    var upper = Between(At(above, left, c), At(above, right, c), along);
                    var lower = Between(At(below, left, c), At(below, right, c), along);
                    var here = Round(Between(upper, lower, down)) - tail.Middle;
                    if (channels == 1)
                        best = here >= threshold ? 1 : 0;
                    else if (here > value)
                        (best, value) = (c, here);
                }

                map[(y * Size.Width) + x] = (byte)best;
                regions[best] = regions[best] is { } r
                    ? r with { Area = r.Area + 1, Left = Math.Min(r.Left, x), Right = Math.Max(r.Right, x), Bottom = y }
                    : new ClassRegion(best, 1, x, y, x, y);
            }
        }

        ImmutableArray<IAnswerItem> found = [.. regions.OfType<ClassRegion>().Where(r => r.Area >= smallest)];
        return new(found, new ClassMap(Size.Width, Size.Height, [.. map]));

        int At(int row, int column, int c) =>
            ScoreTable.Element(scores, (((row * tail.Columns.Input) + column) * channels) + c) + tail.Middle;
    }

    private static int Between(int a, int b, int weight) => (a * (LinearAxis.One - weight)) + (b * weight);

    /// <summary>Half away from zero.</summary>
    private static int Round(int sum)
    {
        const int one = LinearAxis.One * LinearAxis.One;
        return (sum > 0 ? sum + (one / 2) : sum - (one / 2)) / one;
    }
}
