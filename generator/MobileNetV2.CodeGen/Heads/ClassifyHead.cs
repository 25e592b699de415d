
namespace MobileNetV2.CodeGen.Heads;

/// <summary>See <see cref="ClassifyDefinition"/>; the C is <c>mnv2_classify</c>.</summary>
internal sealed class ClassifyHead(int classes, int threshold, int most, int smoothing, ScoreTable scores) : Head
{
    /// <summary>Steps of an average in one of a score.</summary>
    private const int Finer = 256;

    public override HeadShape Shape => new("mnv2_ranked", 2, "best", most);

    public override HeadCode Code
    {
        get
        {
            var code = new HeadCodeBuilder();
            var keeps = smoothing > 1;
            var rule = HeadCodeBuilder.Rule("mnv2_classify_rule", classes, threshold, most, smoothing, scores.InC(code, "scores"));
            var average = keeps ? "head_average, &head_has_average" : "NULL, NULL";
            return new HeadCode(
                ["mnv2_classify.c", "mnv2_scores.c"],
                code.Tables,
                [rule],
                [$"answer->count = mnv2_classify(&head_rule, output_0, {average}, answer->best);"],
                HeadCodeBuilder.Text($"{classes} scores, each moved at most {most} places"))
            {
                State = keeps ? [HeadCodeBuilder.Text($"static int32_t head_average[{classes}];"), "static int32_t head_has_average;"] : [],
                StateBytes = keeps ? sizeof(int) * (classes + 1) : 0,
                Reset = keeps ? ["head_has_average = 0;"] : [],
            };
        }
    }

    public override IHeadSession Start()
    {
        int[]? average = null;
        return new StatelessSession(outputs => Read(outputs[0], ref average));
    }

    private HeadAnswer Read(byte[] output, ref int[]? average)
    {
        var sum = scores.SumOf(output, 0, classes, 1);
        int[] now = [.. Enumerable.Range(0, classes).Select(c => scores.At(sum, ScoreTable.Element(output, c)))];
        if (smoothing > 1)
        {
            average = average is null
                ? [.. now.Select(s => s * Finer)]
                : [.. average.Zip(now, (a, s) => a + (((s * Finer) - a) / smoothing))];
            now = [.. average.Select(a => a / Finer)];
        }

        // A stable sort: of equal scores the first class.
        return new(
            [
                .. Enumerable.Range(0, classes).Where(c => now[c] >= threshold).OrderByDescending(c => now[c]).Take(most).Select(
                    c => new RankedClass(c, now[c]))
            ]);
    }
}
