using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes of YOLO networks.</summary>
internal sealed class YoloDefinition : HeadDefinition
{
    private const int MostLevels = 8;

    public override string Name => "yolo";

    public override string Finds => "boxes of YOLO networks, with anchors (v2 to v5) or without (YOLOX, v8)";

    public override string Reads =>
        "int8 outputs [1,H,W,A*(5+K)] with version=2, 3 or 5; [1,H,W,5+K] or one of [1,N,5+K] with version=x; "
        + "[1,H,W,4*bins+K] with version=8; boxes worked out by the network: one of [1,4+K,N] or [1,N,5+K]";

    public override string Answer => "count, boxes[]: left, top, right, bottom, class_index, score, track";

    public override string WorstCase =>
        "places * classes scores, each moved at most candidates places; candidates * most overlaps; "
        + "tracks * most * (min(tracks, most) + 1) shares of tracks";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        .. BoxRule.Options,
        new("version", "2|3|5|x|8", "how numbers become boxes", "3 with anchors, 5 for [1,N,5+K], otherwise 8"),
        new(
            "anchors", "w/h/w/h/...",
            "widths and heights of anchors in pixels, or all as shares of the picture, for one output after the other", null),
        new("cells", "0|1", "anchors are in cells of the grid, not in pixels", "0"),
        new("bins", "N", "version=8: steps of the distribution of a distance", "16"),
        new(
            "scores", "probability|percent|logistic|softmax", "what a score becomes first",
            "softmax with version=2, else as the scale says"),
        .. TrackRule.Options,
    ];

    public override Head? Bind(HeadScope scope)
    {
        if (scope.Outputs.Length > MostLevels || scope.Outputs.Any(o => !HeadScope.IsPlain(o)))
            return scope.Refuse($"at most {MostLevels} outputs, all int8 with one scale");
        var (rule, track) = (BoxRule.Of(scope), TrackRule.Of(scope));
        var anchors = scope.Numbers("anchors", 0.001, 10000);
        var version = scope.Word("version", anchors is null ? "8" : "3", "2", "3", "5", "x", "8");
        var kind = scope.Text("scores") is null
            ? null
            : scope.Word("scores", "probability", "probability", "percent", "logistic", "softmax");
        var only = scope.Outputs is [{ Shape: { Rank: 3 } shape } one] && shape[0] == 1 ? one : null;
        if (version == "x" && kind == "softmax")
            return scope.Refuse("scores=softmax is not for version=x");
        if (version == "x")
            return only is null ? Free(scope, rule, track, kind) : FreeInOne(scope, rule, track, only, kind ?? "probability");
        if (only is not null && anchors is null && version is "5" or "8")
            return Decoded(scope, rule, track, only, kind);
        if (version == "8")
            return Focal(scope, rule, track, kind);

        if (anchors is null)
        {
            return scope.Refuse(
                $"version={version} needs anchors=w/h/w/h/..., the widths and heights of its training{Pairs(scope.Outputs)}");
        }

        return Anchored(scope, rule, track, version, anchors.Value, kind);
    }

    private static Head? Decoded(HeadScope scope, BoxRule rule, TrackRule? track, Tensor output, string? kind)
    {
        if (kind == "softmax")
            return scope.Refuse("scores=softmax is not for boxes that the network has worked out");
        var layout = DecodedLayout.Of(output.Shape, scope.Text("version"));
        if (layout.Classes < 1)
            return scope.Refuse($"a box has {layout.FirstClass} numbers and at least one class");
        var (across, down) = PlaceTables.Of(scope, output);
        return new DecodedHead(rule, track, layout, across, down, ScoreTable.Of(output, kind ?? "probability", "probability"));
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

    /// <summary>YOLOX: one box for each cell, in cells.</summary>
    private static Head? Free(HeadScope scope, BoxRule rule, TrackRule? track, string? kind)
    {
        var classes = scope.Outputs[0].Shape.Channels - 5;
        if (classes < 1 || scope.Outputs.Any(o => o.Shape is not { Rank: 4, Batch: 1 } || o.Shape.Channels != 5 + classes))
            return scope.Refuse("version=x wants 5 numbers and at least one class for each cell of a grid");
        return new YoloHead(
            rule, track, classes,
            [
                .. scope.Outputs.Select(o => FreeLevel(
                    o,
                    (o.Shape.Height, o.Shape.Width),
                    (scope.End.Height / o.Shape.Height, scope.End.Width / o.Shape.Width),
                    classes,
                    kind))
            ]);
    }

    /// <summary>The same with all grids in one output, the finest first, as they are exported for PCs.</summary>
    private static Head? FreeInOne(HeadScope scope, BoxRule rule, TrackRule? track, Tensor output, string kind)
    {
        const int finest = 8;
        const int fewestGrids = 3;
        var numbers = output.Shape[2];
        var (height, width) = scope.Picture;
        // Networks for large pictures have one grid more.
        ImmutableArray<(int Rows, int Columns)> grids =
        [
            .. Enumerable.Range(0, fewestGrids + 1).Select(i => (height / (finest << i), width / (finest << i)))
        ];
        ImmutableArray<int> ends = [.. grids.Select((_, i) => grids.Take(i + 1).Sum(g => g.Rows * g.Columns))];
        var count = ends.IndexOf(output.Shape[1], fewestGrids - 1) + 1;
        if (count == 0 || numbers < 6)
        {
            return scope.Refuse(
                $"version=x wants at least 6 numbers for each of {ends[fewestGrids - 1]} places: grids of 8, 16 and 32 pixels");
        }

        return new YoloHead(
            rule, track, numbers - 5,
            [
                .. grids.Take(count).Select((g, i) => FreeLevel(output, g, (16 * finest << i, 16 * finest << i), numbers - 5, kind))
            ],
            [0, .. ends.Take(count - 1).Select(e => e * numbers)]);
    }

    private static YoloLevel FreeLevel(
        Tensor output, (int Rows, int Columns) grid, (int Rows, int Columns) step, int classes, string? kind) =>
        new(
            grid.Rows, grid.Columns, step.Rows, step.Columns, classes,
            [step.Columns, step.Rows],
            ElementTable.Of(output, x => x, 32768),
            ElementTable.Of(output, Math.Exp, 65536),
            ScoreTable.Of(output, kind, "logistic").Values,
            ScoreTable.Of(output, kind, "logistic"));

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
        // No anchor is smaller than a pixel.
        if (!inCells && sizes.All(s => s <= 1))
            sizes = [.. sizes.Select((s, i) => s * (i % 2 == 0 ? scope.Picture.Width : scope.Picture.Height))];
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
            .OrderBy(a => Math.Abs(a - 3)).Take(5).Select(a => $"{a * outputs.Length} pairs with K={(channels / a) - 5}").ToList();
        return fits.Count == 0 ? "" : $" ({string.Join(", or ", fits)})";
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
