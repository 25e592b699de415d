using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>Boxes of SSD networks: raw, or as TFLite_Detection_PostProcess has found them.</summary>
internal sealed class SsdDefinition : HeadDefinition
{
    /// <summary>A hostile file has any number, and each takes 4 bytes of C.</summary>
    private const int MostAnchors = 1 << 17;

    public override string Name => "ssd";

    public override string Finds => "boxes of SSD and SSDLite networks";

    public override string Reads =>
        "int8 outputs [1,N,4] (encodings) and [1,N,K] (scores), and maybe [1,N,4] that does not depend on the input (anchors); "
        + "or the four outputs of TFLite_Detection_PostProcess";

    public override string Answer => "count, boxes[]: left, top, right, bottom, class_index, score, track";

    public override string WorstCase =>
        "anchors * classes scores, each moved at most candidates places; candidates * most overlaps; "
        + "tracks * most * (min(tracks, most) + 1) shares of tracks";

    public override ImmutableArray<HeadOption> Options { get; } =
    [
        .. BoxRule.Options,
        new("background", "0|1", "the first score of each anchor is that of nothing", "1"),
        new("scores", "probability|logistic|softmax", "what a score becomes first", null),
        new(
            "encoding",
            "centre|corners",
            "what moves: an anchor's centre and size (TensorFlow), or its corners (ST), by shares of its sides",
            "corners where anchors are an output, otherwise centre"),
        new("variances", "y/x/h/w", "what encodings are divided by", "10/10/5/5 with centre, 1/1/1/1 with corners"),
        new("anchors", "ssd|fpn", "how anchors are made: SSD's (scales from min to max), or those of a feature pyramid", "ssd"),
        new("sizes", "min/max", "anchors=ssd: the smallest and largest scale", "0.2/0.95"),
        new("ratios", "a/b/...", "width to height of anchors", "1/2/0.5/3/0.3333 with ssd, 1/2/0.5 with fpn"),
        new("levels", "first/last", "grids of anchors: steps of 2^first to 2^last pixels", "4/9 with ssd, 3/7 with fpn"),
        .. TrackRule.Options,
    ];

    public override Head? Bind(HeadScope scope)
    {
        var rule = BoxRule.Of(scope);
        var track = TrackRule.Of(scope);
        if (scope.Outputs is [{ Type: ElementType.Float32 } places, .. { Length: 3 }]
            && scope.Graph.ProducerOf(places.Id) is DetectionPostProcess post)
            return new DetectionsHead(rule, track, slots: scope.Graph[post.Outputs[1]].Shape.ElementCount);
        if (scope.Outputs.Any(o => !HeadScope.IsPlain(o)) || scope.Outputs.Any(o => o.Shape.Rank is < 2 or > 4))
            return scope.Refuse("raw encodings and scores are int8 with one scale");
        return Raw(scope, rule, track);
    }

    private static Head? Raw(HeadScope scope, BoxRule rule, TrackRule? track)
    {
        var four = scope.Outputs.Select((o, i) => (Output: o, Index: i)).Where(o => o.Output.Shape.Channels == 4).ToArray();
        var fixedOnes = four.Where(o => !DependsOnInput(scope.Graph, o.Output.Id)).ToArray();
        var encodings = four.Except(fixedOnes).ToArray();
        var others = scope.Outputs.Select((o, i) => (Output: o, Index: i)).Except(four).ToArray();
        // Four classes look like encodings: then the first of both are these.
        var scores = others is [var other] ? other : others.Length == 0 && encodings.Length == 2 ? encodings[1] : default;
        if (scores.Output is null || encodings.Length == 0 || fixedOnes.Length > 1 || scope.Outputs.Length != 2 + fixedOnes.Length)
            return scope.Refuse("there must be encodings, scores and at most one set of anchors");
        var (encoding, count) = (encodings[0], encodings[0].Output.Shape.ElementCount / 4);
        var classes = scores.Output.Shape.Channels;
        if (count > MostAnchors || scores.Output.Shape.ElementCount != (long)count * classes)
            return scope.Refuse($"{count} encodings and {scores.Output.Shape.ElementCount / classes} rows of scores do not go together");
        var background = scope.Integer("background", classes > 1 ? 1 : 0, 0, 1);
        if (background >= classes)
            return scope.Refuse($"{classes} scores with a background leave no class");
        var areCorners = scope.Word("encoding", fixedOnes.Length == 1 ? "corners" : "centre", "centre", "corners") == "corners";
        if ((scope.Numbers("variances", 0.001, 1000) ?? (areCorners ? [1, 1, 1, 1] : [10, 10, 5, 5])) is not [var y, var x, var h, var w])
            return scope.Refuse("variances are four numbers");
        if ((fixedOnes is [var known] ? Given(scope, known.Output, areCorners) : (AnchorSet?)SsdAnchors.Of(scope)) is not { } anchors)
            return null;
        if (anchors.Count != count)
            return scope.Refuse($"the network has {count} anchors, {anchors.Count} were made; say how by levels, ratios and sizes");
        var kind = scope.Text("scores") is null ? null : scope.Word("scores", "probability", "probability", "logistic", "softmax");
        return new SsdHead(
            rule,
            track,
            encoding.Index,
            scores.Index,
            classes,
            background,
            ScoreTable.Of(scores.Output, kind, "logistic"),
            anchors,
            areCorners)
        {
            MoveY = ElementTable.Of(encoding.Output, v => v / y, 65536),
            MoveX = ElementTable.Of(encoding.Output, v => v / x, 65536),
            GrowY = ElementTable.Of(encoding.Output, v => areCorners ? v / h : Math.Exp(v / h), 65536),
            GrowX = ElementTable.Of(encoding.Output, v => areCorners ? v / w : Math.Exp(v / w), 65536),
        };
    }

    private static bool DependsOnInput(Graph graph, TensorId output)
    {
        var pending = new Stack<TensorId>([output]);
        var seen = new HashSet<TensorId>();
        while (pending.TryPop(out var id))
        {
            if (!seen.Add(id))
                continue;
            if (graph.Inputs.Contains(id) || graph.IsState(id))
                return true;
            if (graph.ProducerOf(id) is { } op)
            {
                foreach (var input in op.Inputs)
                    pending.Push(input);
            }
        }

        return false;
    }

    /// <summary>Anchors that the network gives as an output: what the interpreter computes, whatever the input.</summary>
    private static GivenAnchors Given(HeadScope scope, Tensor output, bool areCorners)
    {
        var alone = HeadBorder.Only(scope.Graph, output.Id);
        var bytes = new InterpreterSession(alone).Run([.. alone.Inputs.Select(i => (ReadOnlyMemory<byte>)new byte[alone[i].SizeBytes])])[0];
        var (height, width) = scope.Picture;
        const double most = 1 << 13;
        return new(
            [.. bytes],
            ElementTable.Of(output, v => Math.Clamp(v * height, -most, most), AnchorSet.One),
            ElementTable.Of(output, v => Math.Clamp(v * width, -most, most), AnchorSet.One),
            areCorners);
    }
}
