using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// The last operator of SSD detectors: boxes from encodings and anchors, then of boxes that overlap only the best. Inputs are encodings,
/// scores and anchors; outputs are boxes (top, left, bottom, right), classes, scores and how many there are.
/// Slots beyond that number are 0.</summary>
/// <param name="MaxDetections">Most detections.</param>
/// <param name="MaxClasses">Of one box; only when not <paramref name="IsRegular"/>.</param>
/// <param name="DetectionsPerClass">Only when <paramref name="IsRegular"/>.</param>
/// <param name="Classes">Without the background, which scores may have before them.</param>
/// <param name="IsRegular">Overlaps are looked for in each class, otherwise among the best scores of all classes.</param>
/// <param name="ScoreThreshold">Boxes of lower scores are dropped.</param>
/// <param name="OverlapThreshold">The most that a box may share with a better one, as intersection over union.</param>
public sealed record DetectionPostProcess(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    int MaxDetections,
    int MaxClasses,
    int DetectionsPerClass,
    int Classes,
    bool IsRegular,
    float ScoreThreshold,
    float OverlapThreshold,
    float YScale,
    float XScale,
    float HScale,
    float WScale)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "TFLite_Detection_PostProcess";

    /// <summary>Classes that a box takes slots for when overlaps are looked for among all.</summary>
    internal int ClassesPerBox => Math.Min(MaxClasses, Classes);
}
