using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes of YOLO networks.</summary>
internal sealed class YoloDefinition : HeadDefinition
{
    private const int MostLevels = 8;

    public override string Name => "yolo";

    public override string Finds => "boxes of YOLO networks, with anchors (v2 to v5) or without (v8)";

    public override string Reads =>
        "int8 outputs [1,H,W,A*(5+K)] with version=2, 3 or 5; [1,H,W,4*bins+K] or one of [1,4+K,N] with version=8";

    public override string Answer => "count, boxes[]: left, top, right, bottom, class_index, score, track";

    public override string WorstCase =>
        "places * classes scores, each moved at most candidates places; candidates * most overlaps; "
        + "tracks * most * (min(tracks, most) + 1) shares of tracks";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        .. BoxRule.Options,
        new("version", "2|3|5|8", "how numbers become boxes", "3 with anchors, 8 without"),
        new("anchors", "w/h/w/h/...", "widths and heights of anchors in pixels, for one output after the other", null),
        new("cells", "0|1", "anchors are in cells of the grid, not in pixels", "0"),
        new("bins", "N", "version=8: steps of the distribution of a distance", "16"),
        new("scores", "probability|logistic|softmax", "what a score becomes first", "softmax with version=2, else as the scale says"),
        .. TrackRule.Options,
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs.Length > MostLevels || scope.Outputs.Any(o => !HeadScope.IsPlain(o)))
            return scope.Refuse($"at most {MostLevels} outputs, all int8 with one scale");
        var (rule, track) = (BoxRule.Of(scope), TrackRule.Of(scope));
        var anchors = scope.Numbers("anchors", 0.001, 10000);
        var version = scope.Word("version", anchors is null ? "8" : "3", "2", "3", "5", "8");
        var kind = scope.Text("scores") is null ? null : scope.Word("scores", "probability", "probability", "logistic", "softmax");
        if (version == "8")
        {
            return scope.Outputs is [{ Shape: { Rank: 3, Batch: 1, Height: 1 } shape } only] && shape[1] > 4
                ? Decoded(scope, rule, track, only, kind)
                : Focal(scope, rule, track, kind);
        }

        if (anchors is null)
        {
            return scope.Refuse(
                $"version={version} needs anchors=w/h/w/h/..., the widths and heights of its training{Pairs(scope.Outputs)}");
        }

        return Anchored(scope, rule, track, version, anchors.Value, kind);
    }

    private static Head? Decoded(HeadScope scope, BoxRule rule, TrackRule? track, Tensor output, string? kind)
    {
        // Shares of the picture, or pixels: what the scale can hold tells.
        const double mostOfAShare = 4;
        var q = output.RequiredQuantization;
        var isShare = (127 - q.ZeroPoint) * (double)q.Scale <= mostOfAShare;
        if (kind == "softmax")
            return scope.Refuse("scores=softmax is not for boxes that the network has worked out");
        return new DecodedHead(
            rule, track, output.Shape[1] - 4, output.Shape[2],
            ElementTable.Of(output, x => x, isShare ? scope.End.Width : 16),
            ElementTable.Of(output, x => x, isShare ? scope.End.Height : 16),
            ScoreTable.Of(output, kind ?? "probability", "probability"));
    }

    private static Head? Focal(HeadScope scope, BoxRule rule, TrackRule? track, string? kind)
    {
        var bins = scope.Integer("bins", 16, 2, 64);
        var classes = scope.Outputs[0].Shape.Channels - (4 * bins);
        if (scope.Outputs.Any(o => o.Shape is not { Rank: 4, Batch: 1 } || o.Shape.Channels != (4 * bins) + classes) || classes < 1)
        {
            var pairs = Pairs(scope.Outputs);
            return scope.Refuse($"version=8 wants 4 * {bins} numbers and at least one class for each cell of a grid"
                + (pairs.Length == 0 ? "" : $", versions 2, 3 and 5 want anchors=w/h/w/h/... of their training{pairs}"));
        }

        if (kind == "softmax")
            return scope.Refuse("scores=softmax is not for version=8");
        return new FocalHead(rule, track, classes,
        [
            .. scope.Outputs.Select(o => new FocalLevel(
                o.Shape.Height, o.Shape.Width, scope.End.Height / o.Shape.Height, scope.End.Width / o.Shape.Width, bins,
                [
                    .. Enumerable.Range(0, 256).Select(
                        d => (int)Math.Round(Math.Exp(-d * (double)o.RequiredQuantization.Scale) * 65536, MidpointRounding.AwayFromZero))
                ],
                ScoreTable.Of(o, kind ?? "logistic", "logistic"))),
        ]);
    }

    private static Head? Anchored(
        HeadScope scope, BoxRule rule, TrackRule? track, string version, ImmutableArray<double> sizes, string? kind)
    {
        var each = sizes.Length / 2 / scope.Outputs.Length;
        if (each < 1 || sizes.Length != 2 * each * scope.Outputs.Length)
            return scope.Refuse($"{sizes.Length / 2.0} anchors are not the same number for each of {scope.Outputs.Length} outputs");
        var classes = (scope.Outputs[0].Shape.Channels / each) - 5;
        if (scope.Outputs.Any(o => o.Shape is not { Rank: 4, Batch: 1 } || o.Shape.Channels != each * (5 + classes)) || classes < 1)
            return scope.Refuse($"{each} * (5 + classes) numbers for each cell of a grid");
        var inCells = scope.Integer("cells", 0, 0, 1) == 1;
        return new YoloHead(
            rule,
            track,
            classes,
            [
                .. scope.Outputs.Select(
                    (o, i) => Level(scope, o, version, classes, [.. sizes.Skip(2 * each * i).Take(2 * each)], inCells, kind))
            ]);
    }

    private static YoloLevel Level(
        HeadScope scope, Tensor output, string version, int classes, ImmutableArray<double> sizes, bool inCells, string? kind)
    {
        var (rows, columns) = (output.Shape.Height, output.Shape.Width);
        var (rowStep, columnStep) = (scope.End.Height / rows, scope.End.Width / columns);
        var isFive = version == "5";
        return new(
            rows, columns, rowStep, columnStep, classes,
            [
                .. sizes.Select(
                    (s, i) => (int)Math.Round(s * (!inCells ? 16 : i % 2 == 0 ? columnStep : rowStep), MidpointRounding.AwayFromZero))
            ],
            ElementTable.Of(output, x => isFive ? (2 * Logistic(x)) - 0.5 : Logistic(x), 32768),
            ElementTable.Of(output, x => isFive ? 4 * Logistic(x) * Logistic(x) : Math.Exp(x), 65536),
            ElementTable.Of(output, Logistic, 32768),
            ScoreTable.Of(output, kind ?? (version == "2" ? "softmax" : "logistic"), "logistic"));
    }

    /// <summary>How many anchors outputs of this size may have; nothing when they have none.</summary>
    private static string Pairs(ImmutableArray<Tensor> outputs)
    {
        const int mostAnchors = 9;
        const int fewestNumbers = 6;
        var channels = outputs[0].Shape.Channels;
        if (outputs.Any(o => o.Shape is not { Rank: 4, Batch: 1 } || o.Shape.Channels != channels))
            return "";
        var fits = Enumerable.Range(1, mostAnchors).Where(a => channels % a == 0 && channels / a >= fewestNumbers)
            .OrderBy(a => Math.Abs(a - 3)).Take(3).Select(a => $"{a * outputs.Length} pairs with K={(channels / a) - 5}").ToList();
        return fits.Count == 0 ? "" : $" ({string.Join(", or ", fits)})";
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
