using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>TFLite_Detection_PostProcess.</summary>
internal sealed class DetectionPostProcessDefinition : OperatorDefinition<DetectionPostProcess>
{
    private const int Largest = 1 << 20;

    private static readonly IntegerAttribute<DetectionPostProcess> MaxDetections =
        new("maxDetections", o => o.MaxDetections, null, 1, Largest);
    private static readonly IntegerAttribute<DetectionPostProcess> MaxClasses =
        new("maxClasses", o => o.MaxClasses, 1, 1, Largest) { Note = "of one box, when not regular" };

    private static readonly IntegerAttribute<DetectionPostProcess> PerClass =
        new("detectionsPerClass", o => o.DetectionsPerClass, 100, 1, Largest);
    private static readonly IntegerAttribute<DetectionPostProcess> Classes =
        new("classes", o => o.Classes, null, 1, Largest) { Note = "without the background" };

    private static readonly FlagAttribute<DetectionPostProcess> Regular =
        new("regular", o => o.IsRegular) { IsPrinted = true, Note = "overlaps are looked for in each class" };

    private static readonly RealAttribute<DetectionPostProcess> Score =
        new("scoreThreshold", o => o.ScoreThreshold, 0) { Note = "boxes of lower scores are dropped" };

    private static readonly RealAttribute<DetectionPostProcess> Overlap =
        new("overlapThreshold", o => o.OverlapThreshold, 1) { Note = "the most that a box may share with a better one" };

    private static readonly RealAttribute<DetectionPostProcess> Y =
        new("yScale", o => o.YScale, 1) { Note = "divides the encoding, as the next three" };

    private static readonly RealAttribute<DetectionPostProcess> X = new("xScale", o => o.XScale, 1);
    private static readonly RealAttribute<DetectionPostProcess> H = new("hScale", o => o.HScale, 1);
    private static readonly RealAttribute<DetectionPostProcess> W = new("wScale", o => o.WScale, 1);

    public override ImmutableArray<string> Kinds => ["TFLite_Detection_PostProcess"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("encodings", ElementType.Float32, ElementType.Int8) with { Title = "encodings [1,N,4]" },
        Operand.Activation("scores", ElementType.Float32, ElementType.Int8) with { Title = "scores [1,N,C]" },
        Operand.Activation("anchors", ElementType.Float32, ElementType.Int8) with { Title = "anchors [N,4]" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("boxes", ElementType.Float32),
        Operand.Activation("classes", ElementType.Float32),
        Operand.Activation("scores", ElementType.Float32),
        Operand.Activation("count", ElementType.Float32),
    ];

    public override ImmutableArray<OperatorAttribute> Attributes =>
        [MaxDetections, MaxClasses, PerClass, Classes, Regular, Score, Overlap, Y, X, H, W];

    public override Movement Movement => Movement.Computes;

    public override string? StreamsWhen => Never;

    public override ImmutableArray<RoundingRule> Roundings => [];

    /// <remarks>In any mixture.</remarks>
    public override bool Types(OperatorScope scope) => TypeRules.AreThoseOfOperands(scope, this);

    protected override DetectionPostProcess Make(OperatorOrigin origin, IAttributeReader a) => new(
        origin.Id, origin.Inputs, origin.Outputs, MaxDetections.Read(a), MaxClasses.Read(a), PerClass.Read(a),
        Classes.Read(a), Regular.Read(a),
        Score.Read(a), Overlap.Read(a), Y.Read(a), X.Read(a), H.Read(a), W.Read(a));

    protected override bool Shapes(OperatorScope scope, DetectionPostProcess op)
    {
        var (encodings, scores, anchors) = (scope.Input().Shape, scope.Input(1).Shape, scope.Input(2).Shape);
        if (encodings.Rank != 3 || scores.Rank != 3 || anchors.Rank != 2 || encodings[0] != 1 || scores[0] != 1
            || encodings[1] != scores[1] || encodings[1] != anchors[0] || encodings[2] < 4 || anchors[1] != 4
            || scores[2] < op.Classes || scores[2] > op.Classes + 1)
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place,
                $"encodings {encodings}, scores {scores} and anchors {anchors} are not 1xNx4, 1xNx{op.Classes} (or one more) and Nx4"));
        }

        if (op.MaxDetections < 1 || op.ClassesPerBox < 1 || (long)op.MaxDetections * op.MaxClasses > Largest || op.DetectionsPerClass < 1
            || !(op.OverlapThreshold > 0 && op.OverlapThreshold <= 1)
            || !float.IsFinite(op.ScoreThreshold)
            || new[] { op.YScale, op.XScale, op.HScale, op.WScale }.Any(s => !float.IsFinite(s) || s == 0))
        {
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place,
                $"counts must be at least 1, thresholds finite, that of overlap above 0 and at most 1 (it is "
                    + $"{op.OverlapThreshold:R}), and scales not 0"));
        }

        var slots = op.MaxDetections * op.MaxClasses;
        ImmutableArray<ImmutableArray<int>> shapes = [[1, slots, 4], [1, slots], [1, slots], [1]];
        return scope.Outputs.Zip(shapes).All(p => ShapeRules.Gives(scope, p.First, p.Second))
            && (scope.IsKnown(scope.Input(2))
                || scope.Report(
                    GraphDiagnostics.Weights(scope.Place, "the anchors depend on the network's inputs; they must be constant")));
    }

    protected override bool Scales(OperatorScope scope, DetectionPostProcess op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, DetectionPostProcess op) => true;

    protected override long Macs(ITensorTable graph, DetectionPostProcess op) => 0;

    protected override RowAccess Rows(Graph graph, DetectionPostProcess op) => new RowAccess.WholeTensor();

    protected override void Run(DetectionPostProcess op, TensorValues values) => DetectionKernel.Run(op, values);
}
